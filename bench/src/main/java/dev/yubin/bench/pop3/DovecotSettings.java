package dev.yubin.bench.pop3;

import java.nio.file.Path;

/**
 * What Dovecot 2.3 is configured with: without privileges, any password will do, and what makes its POP3 fast. It does
 * not wait for the disk, no flag is set by RETR (Yubin sets none), and sizes are taken from the names of files.
 */
final class DovecotSettings {
    private static final String TEXT = """
            base_dir = {home}/run
            state_dir = {home}/state
            log_path = {home}/log
            ssl = no
            disable_plaintext_auth = no
            protocols = pop3
            default_internal_user = {user}
            default_internal_group = {group}
            default_login_user = {user}
            service anvil {
              chroot =
            }
            service pop3-login {
              chroot =
              service_count = 0
              inet_listener pop3 {
                address = 127.0.0.1
                port = {port}
              }
              inet_listener pop3s {
                port = 0
              }
            }
            first_valid_uid = 0
            mail_location = maildir:{root}/%u
            mail_fsync = never
            maildir_very_dirty_syncs = yes
            pop3_no_flag_updates = yes
            pop3_fast_size_lookups = yes
            passdb {
              driver = static
              args = nopassword=y
            }
            userdb {
              driver = static
              args = uid={user} gid={group} home={root}/%u
            }
            """;

    private DovecotSettings() {}

    static String text(Path home, Path root, String user, String group, int port) {
        return TEXT.replace("{home}", home.toString())
                .replace("{root}", root.toString())
                .replace("{user}", user)
                .replace("{group}", group)
                .replace("{port}", String.valueOf(port));
    }
}
