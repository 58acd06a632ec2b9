// SPDX-License-Identifier: BSD-3-Clause
#include <string>

#include "base/channel.hpp"
#include "base/text.hpp"
#include "cli/declare.hpp"
#include "cli/users_import.hpp"
#include "cli/users_list.hpp"
#include "cli/users_set.hpp"
#include "cli/users_show.hpp"
#include "cli/users_verify.hpp"
#include "contacts/user_entry.hpp"

namespace wavix::cli {
namespace {

constexpr const char* as_for_everybody = "default";

void set_channel(UsersSetWords& words, const std::string& text) {
  if (text != as_for_everybody && !channel_from(text))
    throw CLI::ValidationError("--channel", wavix::quoted(text, 40) + " is none of sms, voice and default");
  words.channel = text == as_for_everybody ? "" : text;
}

void set_language(UsersSetWords& words, const std::string& text) {
  if (text != as_for_everybody && !contacts::is_language(text))
    throw CLI::ValidationError("--language", wavix::quoted(text, 40) + " is no language as 'en' or 'pt-BR'");
  words.language = text == as_for_everybody ? "" : text;
}

void add_channel(CLI::App& command, UsersSetWords& words) {
  command
      .add_option_function<std::string>(
          "--channel", [&words](const std::string& text) { set_channel(words, text); },
          "how the first code is sent: sms, voice, or default: as for everybody")
      ->type_name("HOW");
}

void declare_set(CLI::App& command, UsersSetWords& words) {
  add_user(command, words.user, "whose they are").required();
  command.add_option("PHONE", words.phones, "one, or several with commas between, the preferred one first")
      ->required()
      ->type_name("");
  add_channel(command, words);
  command
      .add_option_function<std::string>(
          "--language", [&words](const std::string& text) { set_language(words, text); },
          "of the prompts: en, pt-BR, or default: as for everybody")
      ->type_name("WHICH");
}

void declare_verify(CLI::App& command, UsersVerifyWords& words) {
  add_user(command, words.set.user, "the user whose it is").required();
  command
      .add_option("PHONE", words.set.phones,
                  "to be written once it is verified; none: the one that the user has")
      ->type_name("");
  add_channel(command, words.set);
  add_yes(command, words.yes);
}

void declare_import(CLI::App& command, UsersImportWords& words) {
  auto* const file = command
                         .add_option("FILE", words.file,
                                     "CSV with user,phone and maybe channel and language in its "
                                     "first line; -: standard input")
                         ->type_name("");
  auto* const ldap = command.add_flag("--ldap", words.ldap, "from the directory, by [ldap]");
  file->excludes(ldap);
  command.add_flag("--prune", words.prune, "remove users who are in users.conf and not there");
  command.add_flag("--skip-bad", words.skip_bad, "leave out what is wrong, instead of writing nothing");
  add_yes(command, words.yes);
  command.add_flag("--full", words.full, "whole numbers, not masked");
  add_json(command, words.json);
  command.parse_complete_callback([&words] {
    if (words.file.empty() && !words.ldap) throw CLI::RequiredError("FILE or --ldap");
  });
}

}  // namespace

void add_users(CLI::App& app, Command& chosen) {
  auto& group = add_group(app, "users", "Users' phone numbers");
  add_command<UsersListWords>(group, "list", "Show who is in users.conf, and what is wrong there", chosen,
                              list_users, [](CLI::App& command, UsersListWords& words) {
                                command.add_flag("--full", words.full, "whole numbers, not masked");
                                add_json(command, words.json);
                              });
  add_command<UsersShowWords>(
      group, "show", "Show what a login would find of a user, in all sources", chosen, show_user,
      [](CLI::App& command, UsersShowWords& words) {
        add_user(command, words.user, "the user to look for").required();
        command.add_option("--service", words.service, "as for a login to this PAM service")
            ->type_name("NAME");
        command.add_flag("--full", words.full, "whole numbers, not masked");
        add_json(command, words.json);
      });
  add_command<UsersSetWords>(group, "set", "Give a user phones in users.conf", chosen, set_user, declare_set);
  add_command<UsersRemoveWords>(group, "remove", "Take a user out of users.conf", chosen, remove_user,
                                [](CLI::App& command, UsersRemoveWords& words) {
                                  add_user(command, words.user, "the user to remove").required();
                                });
  add_command<UsersVerifyWords>(group, "verify", "Prove a phone by a code, and then write it", chosen,
                                verify_user, declare_verify);
  add_command<UsersImportWords>(group, "import", "Put users from a CSV file or the directory into users.conf",
                                chosen, import_users, declare_import);
}

}  // namespace wavix::cli
