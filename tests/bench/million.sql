-- SPDX-License-Identifier: BSD-3-Clause
-- Past the store, for it would take minutes by it: a million logins of ten thousand users, and a hundred thousand messages
-- in the last month.
BEGIN;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
  INSERT INTO record (at, wall, user, service, rhost, phone, channel, verification, sends, checks, verdict, cause,
    took) SELECT -i, 0, 'user' || (i % 10000), 'sshd', '203.0.113.9', '+371*****931', 'sms',
    '5f1a8680201511eeafdfcfc3dedfac51', 1, 1, 'verified', '', 20000 FROM n;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
  INSERT INTO sends (at, user, number, rhost, service)
    SELECT -i * 26000, 'user' || (i % 10000), '371' || (i % 10000), '203.0.113.' || (i % 200), 'sshd' FROM n;
COMMIT;
