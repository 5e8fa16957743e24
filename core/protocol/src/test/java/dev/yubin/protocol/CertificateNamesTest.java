package dev.yubin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.sasl.Certificates;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateNamesTest {
    @Test
    void alternativeNamesComeFirst() {
        assertThat(CertificateNames.of(Certificates.bob())).containsExactly("bob@example.com", "alice");
        assertThat(CertificateNames.of(Certificates.carol())).containsExactly("carol@example.com", "alice", "Nobody");
        assertThat(CertificateNames.of(Certificates.nobody())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void namesOfSubjects(String subject, List<String> names) {
        assertThat(CertificateNames.inSubject(subject)).isEqualTo(names);
    }

    private static Stream<Arguments> subjects() {
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of("O=x", List.of()),
                Arguments.of("CN=a+CN=b,cn=c", List.of("a", "b", "c")),
                Arguments.of("O=CN=no,CN=yes", List.of("yes")),
                Arguments.of("O=x\\,CN=no,CN=yes", List.of("yes")),
                Arguments.of("O=x\\\\,CN=yes", List.of("yes")),
                Arguments.of("CN=a\\,b\\+c\\\\d\\\"", List.of("a,b+c\\d\"")),
                Arguments.of("CN=\\C3\\A4\\C3\\B6!", List.of("\u00e4\u00f6!")),
                Arguments.of("CN=\u00e4\\\\41", List.of("\u00e4\\41")),
                Arguments.of("CN=#0c0161", List.of()),
                Arguments.of("CN=a\\", List.of("a\\")),
                Arguments.of("CN", List.of()),
                Arguments.of("CN=", List.of("")),
                Arguments.of(",+,CN=x", List.of("x")));
    }

    @Test
    void anySubjectEnds() {
        Random random = new Random(2253);
        String some = "CN=,+\\\"#4f \u00e4";
        for (int round = 0; round < 5000; round++) {
            StringBuilder subject = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                subject.append(some.charAt(random.nextInt(some.length())));
            }
            assertThat(CertificateNames.inSubject(subject.toString())).hasSizeLessThan(10);
        }
        assertThat(CertificateNames.inSubject("a,".repeat(100_000))).isEmpty();
    }
}
