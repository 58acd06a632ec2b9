# SPDX-License-Identifier: BSD-3-Clause
# Thin: each target is one line of meson, or of a script that a person can run too.
BUILD ?= build
PREFIX ?= /usr
MESON ?= meson
# no: without the tests and what only they need, for machines on which it is only used.
TESTS ?= yes
SHOWN = src/module/pam_wavix2fa.so src/verifier/wavix2fa-verifier src/sandbox/wavix2fa-sandbox
MEASURED = $(SHOWN) tests/bench/pam_timer tests/bench/duo_stand_in
AS_ROOT = @[ "$$(id -u)" -eq 0 ] || { echo "run it as root, by sudo: the tests make machines out of namespaces" >&2; exit 1; }
SETUP = $(MESON) setup --prefix $(PREFIX) --sysconfdir /etc --localstatedir /var

# One after the other: what can be done side by side, ninja does.
.NOTPARALLEL:

all: $(BUILD)/build.ninja
	ninja -C $(BUILD)

# All that any target wants; with TESTS=no what building needs.
deps:
	@tests/dependencies $(if $(filter no,$(TESTS)),build)

# A build that was made with TESTS=no has them from now on.
tests-on: $(BUILD)/build.ninja
	@[ -d $(BUILD)/tests ] || $(MESON) configure -Dtests=true $(BUILD)

demo:
	@tests/dependencies build tests
	@$(MAKE) --no-print-directory -s $(BUILD)/build.ninja
	@cd $(BUILD) && ninja $(SHOWN)
	@tests/demo/demo $(BUILD)

test:
	$(AS_ROOT)
	@tests/dependencies build tests
	@$(MAKE) --no-print-directory tests-on all
	$(MESON) test -C $(BUILD) --print-errorlogs

# Mixed logins while all kinds of things go wrong, for an hour: tests/soak/README.md.
soak: TIME = 3600
soak:
	$(AS_ROOT)
	@tests/dependencies build tests
	@$(MAKE) --no-print-directory tests-on all
	unshare --mount --pid --fork --kill-child --net --uts --mount-proc /usr/bin/python3 -B tests/soak/soak.py \
	  --seconds $(TIME) $(BUILD)

# Ten thousand logins in one host process (a thousand are in `make test`), what the guard costs a login, and what a list of
# a million verifications takes.
scale: tests-on all
	$(MESON) test -C $(BUILD) --benchmark --verbose

# What a login costs, beside Debian's other modules for a second factor: one table, in some five minutes.
bench:
	$(AS_ROOT)
	@tests/dependencies build tests bench
	@$(MAKE) --no-print-directory -s tests-on
	@cd $(BUILD) && ninja $(MEASURED)
	@tests/bench/bench.py $(BUILD)

# Each system call, library call and allocation of a login fails in turn, for an hour or two: tests/faults/README.md. A
# sample is in `make test`.
faults:
	$(AS_ROOT)
	@tests/dependencies build tests
	@$(MAKE) --no-print-directory tests-on all
	unshare --mount --pid --fork --kill-child --net --uts --mount-proc /usr/bin/python3 -B tests/system/machine.py $(BUILD) \
	  tests/faults/inject.py $(ROWS)

# AddressSanitizer and UndefinedBehaviorSanitizer. Not optimised: g++ takes four times as long for what it instruments,
# and sees no more.
asan:
	$(AS_ROOT)
	@tests/dependencies build tests
	@$(MAKE) --no-print-directory $(BUILD)-asan/build.ninja
	ninja -C $(BUILD)-asan
	$(MESON) test -C $(BUILD)-asan --timeout-multiplier 5 --print-errorlogs

# Each fuzzer for so many seconds, two at a time (tests/fuzz/README.md). What is found to be of interest is kept in
# build-fuzz/corpus.
TIME ?= 60
fuzz:
	$(AS_ROOT)
	@tests/dependencies
	@$(MAKE) --no-print-directory $(BUILD)-fuzz/build.ninja
	ninja -C $(BUILD)-fuzz fuzzers
	tests/fuzz/run $(BUILD)-fuzz $(TIME)

# clang-tidy wants clang's own flags, so it has a build directory of its own. It compiles each file, and tells what
# clang warns of as its own findings; nothing need be built there.
lint:
	@tests/dependencies
	@$(MAKE) --no-print-directory tests-on all $(BUILD)-clang/build.ninja
	$(MESON) test -C $(BUILD) --suite lint --print-errorlogs
	tests/lint/tidy $(BUILD)-clang

# The static analyzer to the depth that it has by itself: half an hour.
analyze: $(BUILD)-clang/build.ninja
	tests/lint/tidy $(BUILD)-clang deep

install: all
	DESTDIR=$(DESTDIR) $(MESON) install -C $(BUILD) --no-rebuild

# The module's lines go from /etc/pam.d first: a service whose module is missing lets nobody in.
uninstall:
	@if grep -sl pam_wavix2fa /etc/pam.d/*; then echo "take pam_wavix2fa out of these files first" >&2; exit 1; fi
	ninja -C $(BUILD) uninstall

clean:
	rm -rf $(BUILD) $(BUILD)-asan $(BUILD)-clang $(BUILD)-fuzz

$(BUILD)/build.ninja:
	$(SETUP) -Dtests=$(if $(filter no,$(TESTS)),false,true) $(BUILD)
$(BUILD)-asan/build.ninja:
	$(SETUP) --buildtype debug -Db_sanitize=address,undefined -Db_lundef=false $(BUILD)-asan
$(BUILD)-fuzz/build.ninja:
	CXX=clang++ $(SETUP) -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false $(BUILD)-fuzz
$(BUILD)-clang/build.ninja:
	CXX=clang++ $(SETUP) $(BUILD)-clang

.PHONY: all deps tests-on demo test soak scale bench faults asan fuzz lint analyze install uninstall clean
