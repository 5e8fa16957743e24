package dev.yubin.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XclientParserTest {
    @Test
    void attributesComeInAnyOrderAndCase() throws SmtpSyntaxException {
        XclientCommand command = XclientParser.parse(
                "destport=25 Port=50123 HELO=[192.0.2.9] name=a.example proto=esmtp Login=bob DESTADDR=IPV6:::1 ADDR=192.0.2.1");
        assertThat(command.address().getHostAddress()).isEqualTo("192.0.2.1");
        assertThat(command.port()).isEqualTo(50123);
        assertThat(command.name()).isEqualTo("a.example");
        assertThat(command.helo()).isEqualTo("[192.0.2.9]");
        assertThat(command.login()).isEqualTo("bob");
    }

    @Test
    void whatIsNotSaidIsNullAndWhatIsUnavailableIsEmpty() throws SmtpSyntaxException {
        assertThat(XclientParser.parse("NAME=[UNAVAILABLE] LOGIN=[TEMPUNAVAIL] ADDR=[UNAVAILABLE] PORT=[TEMPUNAVAIL]"))
                .isEqualTo(new XclientCommand(null, null, "", null, ""));
        assertThat(XclientParser.parse("HELO=")).isEqualTo(new XclientCommand(null, null, null, "", null));
    }

    @ParameterizedTest
    @CsvSource({
        "ADDR=192.0.2.1, 192.0.2.1",
        "ADDR=IPV6:2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "ADDR=ipv6:2001:DB8::1, 2001:db8:0:0:0:0:0:1",
        "ADDR=IPV6:::1, 0:0:0:0:0:0:0:1",
        "ADDR=2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "ADDR=192.0.2.+31, 192.0.2.1",
    })
    void addresses(String argument, String address) throws SmtpSyntaxException {
        assertThat(XclientParser.parse(argument).address().getHostAddress()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ADDR",
                "=192.0.2.1",
                "ADDR=192.0.2",
                "ADDR=192.0.2.256",
                "ADDR=192.0.2.1.1",
                "ADDR=localhost",
                "ADDR=IPV6:",
                "ADDR=IPV6:2001:db8::1::",
                "ADDR=IPV6:fe80::1%1",
                "ADDR=[192.0.2.1]",
                "ADDR=192.0.2.1 ADDR=192.0.2.1",
                "ADDR=192.0.2.1  PORT=1",
                "DESTADDR=there",
                "PORT=65536",
                "PORT=-1",
                "PORT=+31+20",
                "PORT=0x10",
                "PORT=999999",
                "DESTPORT=many",
                "PROTO=HTTP",
                "NAME=a+0D+0Ab",
                "NAME=a+20b",
                "NAME=a+C3+B6",
                "NAME=a+C3",
                "NAME=a+0",
                "NAME=a+zz",
                "NAME=a=b",
                "HELO=+00",
                "HELO=+7F",
                "LOGIN=+0D+0A",
                "LOGIN=+C2+85",
                "COLOR=blue",
                "NAME=a SIZE=1",
            })
    void whatIsNoAttributeIsRefused(String argument) {
        assertThat(catchThrowableOfType(SmtpSyntaxException.class, () -> XclientParser.parse(argument))
                        .reply())
                .isEqualTo(Replies.XCLIENT_SYNTAX);
    }

    @Test
    void aValueHasUpTo255Characters() throws SmtpSyntaxException {
        assertThat(XclientParser.parse("NAME=" + "a".repeat(255)).name()).hasSize(255);
        assertThat(catchThrowableOfType(
                        SmtpSyntaxException.class, () -> XclientParser.parse("NAME=" + "a".repeat(256))))
                .isNotNull();
    }

    @Test
    void anyTextIsEitherTakenOrRefused() {
        Random random = new Random(5);
        String alphabet = "ADRNMEHLOPT=+0129AF:.[] %\t\u0000ö";
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "NAME=" : "ADDR=");
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                XclientParser.parse(text.toString());
                taken++;
            } catch (SmtpSyntaxException refused) {
                assertThat(refused.reply().code()).isEqualTo(501);
            }
        }
        assertThat(taken).isPositive();
    }
}
