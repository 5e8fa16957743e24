package dev.yubin.pop3;

import static dev.yubin.pop3.LockScene.LOGGED_IN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** The ways in which a client that has a maildrop can go. Behind each the maildrop is free. */
enum Departure {
    QUIT {
        @Override
        int happens(LockScene scene) throws Exception {
            scene.logIn();
            assertThat(scene.client.command("QUIT")).startsWith("+OK");
            return 2;
        }
    },
    QUIT_WITH_DELETIONS {
        @Override
        int happens(LockScene scene) throws Exception {
            logInAndDelete(scene);
            assertThat(scene.client.command("QUIT")).startsWith("+OK");
            return 1;
        }
    },
    QUIT_WHOSE_UPDATE_FAILS {
        @Override
        int happens(LockScene scene) throws Exception {
            logInAndDelete(scene);
            scene.storeFails("expunge");
            assertThat(scene.client.command("QUIT")).startsWith("-ERR [SYS/TEMP] some deleted messages");
            return 2;
        }
    },
    QUIT_WHOSE_UPDATE_BREAKS_DOWN {
        @Override
        int happens(LockScene scene) throws Exception {
            logInAndDelete(scene);
            scene.storeBreaks("expunge");
            assertThat(scene.client.command("QUIT")).startsWith("-ERR [SYS/TEMP] some deleted messages");
            scene.client.expectEnd();
            return 2;
        }
    },
    CLOSED_SOCKET {
        @Override
        int happens(LockScene scene) throws Exception {
            logInAndDelete(scene);
            scene.gone(() -> null);
            return 2;
        }
    },
    HALF_CLOSED_SOCKET {
        @Override
        int happens(LockScene scene) throws Exception {
            logInAndDelete(scene);
            scene.client.endOutput();
            scene.client.expectEnd();
            // The other half is open still.
            scene.first.awaitConnections(0);
            return 2;
        }
    },
    RESET {
        @Override
        int happens(LockScene scene) throws Exception {
            logInAndDelete(scene);
            scene.client.reset();
            scene.first.awaitConnections(0);
            return 2;
        }
    },
    IDLE_TIME_OUT {
        @Override
        int happens(LockScene scene) throws Exception {
            logInAndDelete(scene);
            scene.gone(() -> {
                scene.clock.advance(Duration.ofMinutes(10));
                scene.client.expectEnd();
                return null;
            });
            return 2;
        }
    },
    SESSION_TOO_LONG {
        @Override
        Pop3TestSetup setup(Pop3TestSetup setup) {
            return setup.options(pop3 -> pop3.limits(limits -> limits.session(Duration.ofMinutes(5))));
        }

        @Override
        int happens(LockScene scene) throws Exception {
            logInAndDelete(scene);
            scene.gone(() -> {
                scene.clock.advance(Duration.ofMinutes(5));
                assertThat(scene.client.line()).contains("lasted for too long");
                return null;
            });
            return 2;
        }
    },
    TOO_MANY_BAD_COMMANDS {
        @Override
        Pop3TestSetup setup(Pop3TestSetup setup) {
            return setup.options(pop3 -> pop3.limits(limits -> limits.badCommands(3)));
        }

        @Override
        int happens(LockScene scene) throws Exception {
            logInAndDelete(scene);
            scene.client.send("WHAT\r\nWHAT\r\nWHAT\r\n");
            scene.gone(() -> {
                assertThat(scene.client.line()).startsWith("-ERR");
                assertThat(scene.client.line()).startsWith("-ERR");
                assertThat(scene.client.line()).contains("too many errors");
                return null;
            });
            return 2;
        }
    },
    TOO_MANY_COMMANDS {
        @Override
        Pop3TestSetup setup(Pop3TestSetup setup) {
            return setup.options(pop3 -> pop3.limits(limits -> limits.commands(10)));
        }

        @Override
        int happens(LockScene scene) throws Exception {
            logInAndDelete(scene);
            String reply = scene.client.command("NOOP");
            while (reply.startsWith("+OK")) {
                reply = scene.client.command("NOOP");
            }
            assertThat(reply).contains("too many commands");
            scene.gone(() -> null);
            return 2;
        }
    },
    LISTENER_SHUTS_DOWN {
        @Override
        int happens(LockScene scene) throws Exception {
            logInAndDelete(scene);
            scene.gone(() -> {
                CompletableFuture<Void> down = scene.first.shutDown();
                assertThat(scene.client.line()).contains("shutting down");
                scene.client.close();
                return down.get(10, TimeUnit.SECONDS);
            });
            return 2;
        }
    },
    RETR_THAT_IS_NOT_READ {
        @Override
        int happens(LockScene scene) throws Exception {
            MessageContent large = MessageContent.of(new byte[8_000_000]);
            scene.first.inbox("bob").append(List.of(NewMessage.of(large, Instant.EPOCH)));
            logInAndDelete(scene);
            assertThat(scene.client.command("RETR 3")).startsWith("+OK");
            scene.gone(() -> null);
            return 3;
        }
    },
    STORE_TIMES_OUT {
        @Override
        int happens(LockScene scene) throws Exception {
            logInAndDelete(scene);
            scene.storeHangs("content");
            scene.client.send("RETR 2\r\n");
            scene.tellThatTheStoreHangs();
            // The call may do something yet.
            scene.expectInUse();
            scene.storeComesBack();
            scene.first.awaitConnections(0);
            return 2;
        }
    },
    STORE_TIMES_OUT_AT_LOG_IN {
        @Override
        int happens(LockScene scene) throws Exception {
            assertThat(scene.client.line()).startsWith("+OK");
            assertThat(scene.client.command("USER bob")).startsWith("+OK");
            scene.storeHangs("scan");
            scene.client.send("PASS x\r\n");
            scene.tellThatTheStoreHangs();
            scene.storeComesBack();
            scene.first.awaitConnections(0);
            return 2;
        }
    },
    /** The client stays, but does not have the maildrop. */
    LOG_IN_THAT_FAILS_BEHIND_THE_LOCK {
        @Override
        int happens(LockScene scene) throws Exception {
            scene.storeFails("scan");
            assertThat(scene.client.logIn("bob")).startsWith("-ERR [SYS/TEMP] ");
            return 2;
        }
    },
    LOG_IN_THAT_BREAKS_DOWN_BEHIND_THE_LOCK {
        @Override
        int happens(LockScene scene) throws Exception {
            scene.storeBreaks("scan");
            assertThat(scene.client.logIn("bob")).startsWith("-ERR [SYS/TEMP] ");
            return 2;
        }
    },
    TLS_CUT_IN_THE_MIDDLE {
        @Override
        Pop3TestSetup setup(Pop3TestSetup setup) {
            return setup.tls();
        }

        @Override
        int happens(LockScene scene) throws Exception {
            SSLContext trusting = scene.first.tls().clientSslContext();
            assertThat(scene.client.line()).startsWith("+OK");
            assertThat(scene.client.command("STLS")).startsWith("+OK");
            scene.client.startTls(trusting);
            assertThat(scene.client.logInAgain("bob")).startsWith(LOGGED_IN);
            assertThat(scene.client.command("DELE 1")).startsWith("+OK");
            scene.expectInUse();
            scene.client.cut();
            scene.first.awaitConnections(0);
            return 2;
        }
    };

    /** What the listener must be like. */
    Pop3TestSetup setup(Pop3TestSetup setup) {
        return setup;
    }

    /**
     * The client comes, takes the maildrop, and goes.
     *
     * @return how many messages are left
     */
    abstract int happens(LockScene scene) throws Exception;

    private static void logInAndDelete(LockScene scene) throws Exception {
        scene.logIn();
        assertThat(scene.client.command("DELE 1")).startsWith("+OK");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
