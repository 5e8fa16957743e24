package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.pop3.Pop3Options;
import dev.yubin.protocol.Limits;
import dev.yubin.protocol.LoginLimits;
import dev.yubin.protocol.Proof;
import dev.yubin.protocol.sasl.Mechanism;
import dev.yubin.smtp.SmtpOptions;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of limits, settings and mechanisms are complete, and the defaults of limits are those of the code. */
class DocumentedLimitsTest {
    private static final Limits SMTP = SmtpOptions.defaults().limits();
    private static final Limits POP3 = Pop3Options.defaults().limits();

    @Test
    void allLimitsAreInTheTableWithTheirDefaults() throws Exception {
        Map<String, String> defaults = defaultsOf(Limits.class, SMTP);
        defaults.remove("logins");
        defaults.put("idle", text(SMTP.idle()) + " (SMTP), " + text(POP3.idle()) + " (POP3)");
        defaults.putAll(defaultsOf(LoginLimits.class, SMTP.logins()));

        assertThat(rows("limits.md")).isEqualTo(defaults);
    }

    @Test
    void onlyTheIdleLimitDiffersFromProtocolToProtocol() throws Exception {
        Map<String, String> smtp = defaultsOf(Limits.class, SMTP);
        assertThat(defaultsOf(Limits.class, POP3.idle(SMTP.idle()))).isEqualTo(smtp);
        assertThat(defaultsOf(Limits.class, SmtpOptions.lmtp().limits())).isEqualTo(smtp);
    }

    @Test
    void allProofsAndTheirMechanismsAreInTheTable() throws IOException {
        Map<String, String> offered = rows("login.md");
        assertThat(offered.keySet())
                .containsAll(Stream.of(Proof.values()).map(Enum::name).toList());
        for (Mechanism mechanism : Mechanism.values()) {
            assertThat(offered.get(mechanism.proof().name()).split("[,;] "))
                    .as("the mechanisms of %s", mechanism.proof())
                    .contains(mechanism.saslName());
        }
    }

    /** What begins with TLS has methods of the builder instead. */
    @Test
    void allSettingsOfPop3AreInTheTable() throws IOException {
        String guide = Files.readString(Path.of("").toAbsolutePath().resolve("../../docs/pop3.md"));
        String table = guide.substring(guide.indexOf("| `Pop3Options` |"), guide.indexOf("## Recipes"));
        assertThat(Stream.of(Pop3Options.class.getDeclaredMethods())
                        .filter(method -> method.getReturnType() == Pop3Options.class)
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(Method::getName)
                        .filter(name -> !name.equals("defaults") && !name.equals("startsWithTls")))
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(table).contains("`" + name + "("));
    }

    /** The second column by the first one, where that is a name in code and nothing else. */
    private static Map<String, String> rows(String page) throws IOException {
        Path guide = Path.of("").toAbsolutePath().resolve("../../docs").resolve(page);
        return Pattern.compile("(?m)^\\| `([a-z]\\w*|[A-Z]+)` \\| ([^|]+) \\|")
                .matcher(Files.readString(guide))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), (MatchResult row) -> row.group(2)));
    }

    /** What the getters of limits say, by their names. */
    private static Map<String, String> defaultsOf(Class<?> type, Object limits) throws ReflectiveOperationException {
        Map<String, String> values = new HashMap<>();
        for (Method method : type.getDeclaredMethods()) {
            int modifiers = method.getModifiers();
            if (Modifier.isPublic(modifiers) && !Modifier.isStatic(modifiers) && method.getParameterCount() == 0) {
                values.put(method.getName(), text(method.invoke(limits)));
            }
        }
        return values;
    }

    private static String text(Object value) {
        if (value instanceof Duration time) {
            String minutes = time.toMinutes() > 1 ? time.toMinutes() + " min" : time.toSeconds() + " s";
            return time.toDays() > 0 ? time.toDays() + " d" : minutes;
        }
        if (value instanceof LoginLimits) {
            return "below";
        }
        return value.equals(Long.MAX_VALUE) ? "none" : String.format(Locale.ROOT, "%,d", value);
    }
}
