package dev.yubin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a start with TLS costs, seen in a JVM of its own. */
class TlsStartTest {
    /** Run by the test; what it prints is not looked at. */
    static final class Start {
        public static void main(String[] arguments) {
            Tls tls =
                    Tls.of(TlsOptions.generated().clientCertificates(ClientCertificates.OPTIONAL), "mail.example.com");
            System.out.println(tls.isReady());
        }
    }

    @Test
    void aStartWithTheDefaultsLoadsNothingOfTls() throws Exception {
        List<String> loaded = classesLoadedBy(Start.class);

        assertThat(loaded).contains("dev.yubin.protocol.Tls", "dev.yubin.protocol.tls.ServerTls");
        assertThat(loaded)
                .noneMatch(name -> name.startsWith("javax.net.ssl.")
                        || name.startsWith("sun.security.ssl.")
                        || name.startsWith("javax.crypto.")
                        || name.startsWith("io.netty.handler.ssl.")
                        || name.startsWith("dev.yubin.protocol.tls.Cert"));
    }

    private static List<String> classesLoadedBy(Class<?> main) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Xlog:class+load:stdout:tags",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        String mark = "[class,load] ";
        return printed.lines()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(mark.length()).split(" ")[0])
                .toList();
    }
}
