package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    /** {@code name|route|local|domain}, members of groups in braces, addresses joined with " + ". */
    private static String shown(String fieldBody) {
        return Address.parseList(fieldBody).stream().map(AddressTest::shown).collect(Collectors.joining(" + "));
    }

    private static String shown(Address address) {
        if (address instanceof GroupAddress) {
            GroupAddress group = (GroupAddress) address;
            return group.phrase().orElse("-")
                    + group.members().stream().map(AddressTest::shown).collect(Collectors.joining(" + ", "{", "}"));
        }
        MailboxAddress mailbox = (MailboxAddress) address;
        return String.join(
                "|",
                mailbox.phrase().orElse("-"),
                mailbox.route().orElse("-"),
                mailbox.localPart(),
                mailbox.domain().orElse("-"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                // Appendix A.1
                "John Doe <jdoe@machine.example> # John Doe|-|jdoe|machine.example",
                "\"Joe Q. Public\" <john.q.public@example.com> # Joe Q. Public|-|john.q.public|example.com",
                "Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test>"
                        + " # Mary Smith|-|mary|x.test + -|-|jdoe|example.org + Who?|-|one|y.test",
                "<boss@nil.test>, \"Giant; \\\"Big\\\" Box\" <sysservices@example.net>"
                        + " # -|-|boss|nil.test + Giant; \"Big\" Box|-|sysservices|example.net",
                "A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>;"
                        + " # A Group{Ed Jones|-|c|a.test + -|-|joe|where.test + John|-|jdoe|one.test}",
                "Undisclosed recipients:; # Undisclosed recipients{}",
                // Appendix A.5, A.6.1
                "Pete(A nice \\) chap) <pete(his account)@silly.test(his host)> # Pete|-|pete|silly.test",
                "A Group(Some people) :Chris Jones <c@(Chris's host.)public.example>, joe@example.org,"
                        + " John <jdoe@one.test> (my dear friend); (the end of the group)"
                        + " # A Group{Chris Jones|-|c|public.example + -|-|joe|example.org + John|-|jdoe|one.test}",
                "(Empty list)(start)Hidden recipients  :(nobody(that I know))  ; # Hidden recipients{}",
                "Joe Q. Public <john.q.public@example.com> # Joe Q. Public|-|john.q.public|example.com",
                "Mary Smith <@node.test:mary@example.net>, , jdoe@test  . example"
                        + " # Mary Smith|@node.test|mary|example.net + -|-|jdoe|test.example",
            })
    void theExamplesOfRfc5322AreRead(String body, String shown) {
        assertThat(shown(body)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "bob@example.com (Bob) # Bob",
                "(Bob) bob@example.com # Bob",
                "(Bob) <bob@example.com> # Bob",
                "<bob@example.com> (Bob) # Bob",
                "bob@example.com (Bob (the Builder)) # Bob (the Builder)",
                "bob@example.com (B\\)ob) # B)ob",
                "bob@example.com (old) (Bob) # Bob",
                "bob@example.com (Bob # Bob",
                "bob (not Bob) @ example.com # -",
                "bob@(not Bob)example.com # -",
                "<bob@example.com(not Bob)> # -",
                "Bob <bob@example.com> (Robert) # Bob",
                "bob@example.com () # -",
                "John Q. Public, Jr. <bob@example.com> # `John Q. Public`",
                "\"Public, John\" <bob@example.com> # Public, John",
                "\"a \\\"b\\\" c\\\\d\" <bob@example.com> # a \"b\" c\\d",
                "\"\" <bob@example.com> # -",
                "\"Bob\" Smith <bob@example.com> # Bob Smith",
                "Bob\t (x)  Smith<bob@example.com> # Bob Smith",
                "bob@example.com <bob@example.com> # bob@example.com",
                "\"bob@example.com\" <bob@example.com> # bob@example.com",
                "[Jira] Bob <bob@example.com> # [Jira] Bob",
                "Bob [Sales <bob@example.com> # Bob [Sales]",
                "'Bob' <bob@example.com> # 'Bob'",
                "Bob \"The Man <bob@example.com> # Bob The Man",
                "\"Bob <bob@example.com> # Bob",
                "Bob \\\"B\\\" <bob@example.com> # Bob B",
                "Bob Smith bob@example.com # Bob Smith",
                "bob@example.com Bob Smith # Bob Smith",
                "<bob@example.com> Bob Smith # Bob Smith",
                "<Bob <bob@example.com>> # Bob",
                "Grüße <bob@example.com> # Grüße",
                "=?UTF-8?Q?Gr=C3=BC=C3=9Fe?= <bob@example.com> # =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=",
            })
    void theNameStandsBeforeTheAddressOrInAComment(String body, String phrase) {
        // A comma without quotes makes two of one: the second is what counts here.
        List<MailboxAddress> found = Address.parseMailboxes(body);
        if (body.startsWith("John")) {
            assertThat(found.get(0).displayName()).hasValue(phrase);
            assertThat(found.get(1).displayName()).hasValue("Jr.");
        } else {
            assertThat(found).hasSize(1);
            assertThat(found.get(0).phrase().orElse("-")).isEqualTo(phrase);
            assertThat(found.get(0).address()).isEqualTo("bob@example.com");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "=?UTF-8?Q?Gr=C3=BC=C3=9Fe?= <a@b> # Grüße",
                "=?UTF-8?Q?a?= =?UTF-8?Q?b?= c <a@b> # ab c",
                "\"=?UTF-8?B?44GC?=\" <a@b> # あ",
                "a@b (=?UTF-8?B?44GC?=) # あ",
                "=?UTF-8?Q?Doe,_John_<x>?= <a@b> # Doe, John <x>",
                "=?UTF-8?Q?a=0D=0ABcc:_x@y?= <a@b> # aBcc: x@y",
                "=?UTF-8?Q?a,b <a@b> # b",
            })
    void encodedWordsInNamesAreDecodedWhereverTheyStand(String body, String name) {
        List<MailboxAddress> found = Address.parseMailboxes(body);
        assertThat(found.get(found.size() - 1).displayName()).hasValue(name);
        assertThat(found.get(found.size() - 1).address()).isEqualTo("a@b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "<@a.test,@b.test:c@d> # -|@a.test,@b.test|c|d",
                "<@a.test , @b.test : c@d> # -|@a.test,@b.test|c|d",
                "<@a.test,,@b.test:c@d>, e@f # -|@a.test,,@b.test|c|d + -|-|e|f",
                "@a.test:c@d # -|@a.test|c|d",
                "<@a.test, c@d # -|-||a.test + -|-|c|d",
                "<mailto:a@b> # -|-|a|b",
                "\"a@b c\"@d # -|-|a@b c|d",
                "<\"a b\".c@d> # -|-|a b.c|d",
                "\"\"@d # -|-||d",
                ".a..b.@docomo.test # -|-|.a..b.|docomo.test",
                "a@[192.0.2.1] # -|-|a|[192.0.2.1]",
                "a@[ IPv6:2001:db8::1 ] # -|-|a|[IPv6:2001:db8::1]",
                "<a@[192.0.2.1> # -|-|a|[192.0.2.1]",
                "a (x) . (y) b (z) @ (v) c (w) . (u) d # -|-|a.b|c.d",
                "( c(d)e ) a (x) @ b # ` c(d)e `|-|a|b",
                "a@b@c # -|-|a@b|c",
                "<a@b@c> # -|-|a@b|c",
                "<a b@c> # -|-|a b|c",
                "a@ # -|-|a|-",
                "<a> # -|-|a|-",
                "a # -|-|a|-",
                "\"a b\" # -|-|a b|-",
                "@b # -|-||b",
                "a b # a b|-||-",
                "=?UTF-8?Q?a?= # =?UTF-8?Q?a?=|-||-",
                "<> # -|-||-",
                "Bob <> # Bob|-||-",
                "Bob <bob@d # Bob|-|bob|d",
                "Bob <bob@d, e@f # Bob|-|bob|d + -|-|e|f",
                "bob@d> # -|-|bob|d",
                "<<bob@d>> # -|-|bob|d",
                "<\"bob@d\"> # -|-|bob|d",
                "\"bob@d\" # -|-|bob|d",
                "\"Bob <bob@d>\" # Bob|-|bob|d",
                "\"a@b, c@d\" # -|-|a@b, c@d|-",
                "'bob@d' # -|-|bob|d",
                "<'bob@d'> # -|-|bob|d",
                "bob@d [mailto:bob@d] # [mailto:bob@d]|-|bob|d",
                "bob@d:25 # -|-|bob|d",
                "bob\\@d # -|-|bob|d",
                "ユーザー@例え.テスト # -|-|ユーザー|例え.テスト",
            })
    void anAddressIsTakenApart(String body, String shown) {
        assertThat(shown(body)).isEqualTo(shown.replace("` c(d)e `", "c(d)e"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "a@b,c@d # -|-|a|b + -|-|c|d",
                "a@b; c@d; # -|-|a|b + -|-|c|d",
                ",, a@b ,(x),, c@d, , # -|-|a|b + -|-|c|d",
                "A <a@b> C <c@d> # A|-|a|b + C|-|c|d",
                "<a@b> <c@d> # -|-|a|b + -|-|c|d",
                "a@b c@d # -|-|a|b + -|-|c|d",
                "a@b C c@d (D) e@f # -|-|a|b + C|-|c|d + -|-|e|f",
                "a@b (A) \"c\" @ d . e f # A|-|a|b + f|-|c|d.e",
                "@a: c@d e@f # -|@a|c|d + -|-|e|f",
                "G: a@b c@d; # G{-|-|a|b + -|-|c|d}",
                "a@b c <d@e> # a@b c|-|d|e",
                "undisclosed-recipients:; # undisclosed-recipients{}",
                "undisclosed-recipients: # undisclosed-recipients{}",
                "G: a@b, c@d # G{-|-|a|b + -|-|c|d}",
                "G: a@b; c@d # G{-|-|a|b} + -|-|c|d",
                "G: a@b, H: c@d; e@f # G{-|-|a|b} + H{-|-|c|d} + -|-|e|f",
                "G: ,, a@b (x) ,; # G{x|-|a|b}",
                "\"G, H\": a@b; # G, H{-|-|a|b}",
                "\"\": a@b; # -{-|-|a|b}",
                ": a@b; # -|-|a|b",
                "G: <>; # G{-|-||-}",
                "a@b, G:;, c@d # -|-|a|b + G{} + -|-|c|d",
            })
    void aListHasMailboxesAndGroups(String body, String shown) {
        assertThat(shown(body)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "\t\r\n", ",", ";", ":", "<", ">", "\\", "(a@b)", "(a@b", "\"", ")", "\\\\", "<<<", ",;:"
            })
    void whatIsNoAddressGivesNone(String body) {
        assertThat(Address.parseList(body)).isEmpty();
    }

    @Test
    void groupsAreFlattenedForThoseWhoOnlyWantMailboxes() {
        assertThat(Address.parseMailboxes("a@b, G: c@d, e@f;, H:;, g@h"))
                .extracting(MailboxAddress::address)
                .containsExactly("a@b", "c@d", "e@f", "g@h");
    }

    @Test
    void aMailboxIsEqualByItsAddressAlone() {
        MailboxAddress bob = MailboxAddress.of("Bob <bob@example.com>");
        assertThat(bob)
                .isEqualTo(MailboxAddress.of("bob@EXAMPLE.com"))
                .hasSameHashCodeAs(MailboxAddress.of("bob@EXAMPLE.com"))
                .isEqualTo(MailboxAddress.of("\"bob\"@example.com"))
                .isNotEqualTo(MailboxAddress.of("Bob@example.com"))
                .isNotEqualTo(MailboxAddress.of("bob@example.org"))
                .isNotEqualTo(MailboxAddress.of("bob"));
    }

    @Test
    void aGroupIsEqualByNameAndMembers() {
        Address group = Address.parseList("G: a@b;").get(0);
        assertThat(group)
                .isEqualTo(Address.parseList("\"G\":A <a@b>").get(0))
                .hasSameHashCodeAs(Address.parseList("\"G\":A <a@b>").get(0))
                .isNotEqualTo(Address.parseList("H: a@b;").get(0))
                .isNotEqualTo(Address.parseList("G: a@c;").get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "bob@example.com # bob@example.com",
                "bob @ example . com (Bob) # Bob <bob@example.com>",
                "John Q. Public <a@b> # \"John Q. Public\" <a@b>",
                "\"a \\\"b\\\" \\\\ c\" <a@b> # \"a \\\"b\\\" \\\\ c\" <a@b>",
                "\"a  b\" <a@b> # \"a  b\" <a@b>",
                "\"a\".b@c # a.b@c",
                "\"a b\"@c # \"a b\"@c",
                ".a.@c # \".a.\"@c",
                "a@b@c # \"a@b\"@c",
                "@b # \"\"@b",
                "a # a",
                "<> # <>",
                "Bob <> # Bob <>",
                "<@a,@b:c@d> # <@a,@b:c@d>",
                "G:; # G:;",
                "A. Group: a@b, Bob <c@d> # \"A. Group\": a@b, Bob <c@d>;",
            })
    void theHeaderFormQuotesWhatHasToBe(String body, String header) {
        assertThat(Address.parseList(body)).hasToString("[" + header + "]");
        assertThat(Address.parseList(header)).hasToString("[" + header + "]");
    }

    @Test
    void aNameBeyondAsciiIsEncodedWordsOnOneLine() {
        assertThat(MailboxAddress.of("Grüße", "a@b")).hasToString("=?UTF-8?B?R3LDvMOfZQ==?= <a@b>");
        assertThat(MailboxAddress.of("Grüße", "a@b").phrase()).hasValue("=?UTF-8?B?R3LDvMOfZQ==?=");
        assertThat(Address.parseList("Grüße: あ <a@b>;"))
                .hasToString("[=?UTF-8?B?R3LDvMOfZQ==?=: =?UTF-8?B?44GC?= <a@b>;]");
        String name = "とても長い名前".repeat(20);
        assertThat(MailboxAddress.of(name, "a@b").toString())
                .isPrintable()
                .isEqualTo(MailboxAddress.of(name, "a@b").phrase().orElseThrow() + " <a@b>");
        assertThat(MailboxAddress.of(name, "a@b").displayName()).hasValue(name);
    }

    @Test
    void theHeaderFormIsOneLineWhateverWasRead() {
        String nasty = "\"a\r\nBcc: x\0\" <\"b\r\nc\"@[d\r\n\0]> (e\n), \"f\ng\": h@i;";
        assertThat(Address.parseList(nasty).toString()).doesNotContain("\r", "\n", "\0");
        String encoded = "=?UTF-8?Q?a=0D=0ABcc:_x@y=00?= <a@b>";
        assertThat(Address.parseList(encoded).toString()).doesNotContain("\r", "\n", "\0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bob",
                "Public, John",
                "a \"b\" \\ c",
                "a@b",
                "(x)",
                "Grüße",
                "=?UTF-8?Q?x?=",
                "a\tb",
                "a\u0001b",
                "Grüße, \"あ\" <x@y>",
                "a  b",
                "'b'",
                "あ, い"
            })
    void aNameThatWasWrittenIsReadAgain(String name) {
        MailboxAddress written = MailboxAddress.of(name, "bob@example.com");
        MailboxAddress read = Address.parseMailboxes(written.toString()).get(0);
        assertThat(written.displayName()).hasValue(name);
        assertThat(read.displayName()).hasValue(name);
        assertThat(read).isEqualTo(written);
    }

    @Test
    void aMailboxToWriteIsOneAddress() {
        assertThat(MailboxAddress.of("bob").domain()).isEmpty();
        assertThat(MailboxAddress.of(" ", "bob@example.com").displayName()).isEmpty();
        assertThat(MailboxAddress.of("Bob <bob@example.com>")).hasToString("Bob <bob@example.com>");
        for (String wrong : List.of("", "a@b, c@d", "a b@c", "@b", "Bob <>", "G:a@b;", "<>")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MailboxAddress.of(wrong))
                    .withMessageContaining("Write local@domain");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\0b", "a\r\nBcc: c@d"})
    void whatWouldMakeAnotherLineIsRefused(String nasty) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailboxAddress.of(nasty + "@c"))
                .withMessageContaining("take CR, LF and NUL out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailboxAddress.of(nasty, "a@b"))
                .withMessageContaining("take CR, LF and NUL out");
    }

    @Test
    void thereIsALimit() {
        int limit = Address.MAX_ADDRESSES;
        assertThat(Address.parseList("a@b,".repeat(limit + 5))).hasSize(limit);
        assertThat(Address.parseList("G:;".repeat(limit + 5))).hasSize(limit);
        assertThat(Address.parseMailboxes("G:" + "a@b,".repeat(limit + 5))).hasSize(limit - 1);
        assertThat(Address.parseList("a@b ".repeat(limit + 5))).hasSize(limit);
        assertThat(Address.parseList("a@b,".repeat(limit - 1) + "C <c@d> E <")).hasSize(limit);
        assertThat(Address.parseList("a ".repeat(limit) + "<a@b>, c@d"))
                .extracting(address -> address.mailboxes().get(0).address())
                .containsExactly("a@b", "c@d");
    }

    @Test
    void anyInputEndsAndItsHeaderFormGivesTheSameAddressesAgain() {
        String alphabet = "<<>>@@..abc \"\\\"()[],:;'=?\0\r\n\té";
        Random random = new Random(5322);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder body = new StringBuilder();
            for (int n = random.nextInt(24); n > 0; n--) {
                body.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (Address address : Address.parseList(body.toString())) {
                assertThat(Phrase.breaksLines(address.toString())).isFalse();
                address.displayName().ifPresent(name -> assertThat(name).isNotEmpty());
                if (address instanceof MailboxAddress && hasPlainAddress((MailboxAddress) address)) {
                    MailboxAddress mailbox = (MailboxAddress) address;
                    List<Address> again = Address.parseList(mailbox.toString());
                    assertThat(again).as("%s as %s", body, mailbox).containsExactly(mailbox);
                    assertThat(again.get(0).displayName()).isEqualTo(mailbox.displayName());
                }
            }
        }
    }

    private static boolean hasPlainAddress(MailboxAddress mailbox) {
        return Phrase.isDotAtom(mailbox.localPart())
                && Phrase.isDotAtom(mailbox.domain().orElse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                ">",
                "(",
                ")",
                "\"",
                "\\\"",
                ",",
                ";",
                ":",
                "@",
                ".",
                "[",
                "]",
                "\\",
                "a",
                " ",
                "<@",
                "<@,",
                "<@a,",
                "@:",
                "a:",
                "a:@",
                "<a",
                "<>",
                "<a>",
                "<a><",
                "()",
                "(a)",
                "a ",
                "\"a",
                "\"\"",
                "=?",
                "=?a?Q?b?=",
                "\"@\",",
                "<\"@\">,",
                "'@'"
            })
    @Timeout(20)
    void muchOfOneThingTakesLinearTime(String piece) {
        List<Address> found = Address.parseList("a@b, " + piece.repeat(150_000 / piece.length()));
        assertThat(found).hasSizeLessThanOrEqualTo(Address.MAX_ADDRESSES).startsWith(MailboxAddress.of("a@b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "(", "\"", ","})
    @Timeout(20)
    void aMegabyteOfOneCharacterIsNoAddress(String character) {
        assertThat(Address.parseList(character.repeat(1_000_000))).isEmpty();
    }
}
