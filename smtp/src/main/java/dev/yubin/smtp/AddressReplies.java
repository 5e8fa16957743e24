package dev.yubin.smtp;

import dev.yubin.store.AccountName;
import java.util.ArrayList;
import java.util.List;

/**
 * Replies that show addresses, RFC 5321 §3.5.1: made of what the directory says, never of what the client wrote. If an
 * address is beyond ASCII, a client that did not say SMTPUTF8 is told only that (RFC 6531 §3.7.4.2).
 */
final class AddressReplies {
    /** How many possibilities an ambiguous name is answered with. */
    private static final int MAX_POSSIBILITIES = 20;

    private static final String NEEDS_UTF8 = "The answer is beyond ASCII, ask with SMTPUTF8";

    private AddressReplies() {}

    static Reply user(AccountName address, boolean utf8) {
        return of(250, "2.1.5", List.of(mailbox(address)), utf8, 252);
    }

    static Reply forwards(AccountName address, boolean utf8) {
        return of(251, "2.1.5", List.of("Will forward to " + mailbox(address)), utf8, 252);
    }

    static Reply ambiguousUser(List<AccountName> addresses, boolean utf8) {
        return of(553, "5.1.4", possibilities(addresses), utf8, 553);
    }

    static Reply members(List<AccountName> addresses, boolean utf8) {
        List<String> lines = addresses.stream().map(AddressReplies::mailbox).toList();
        return of(250, "2.1.5", lines, utf8, 550);
    }

    /** 550, because EXPN knows no 553 (RFC 5321 §4.3.2). */
    static Reply ambiguousList(List<AccountName> addresses, boolean utf8) {
        return of(550, "5.1.4", possibilities(addresses), utf8, 550);
    }

    private static List<String> possibilities(List<AccountName> addresses) {
        List<String> lines = new ArrayList<>();
        lines.add("Ambiguous; Possibilities are");
        addresses.stream().limit(MAX_POSSIBILITIES).map(AddressReplies::mailbox).forEach(lines::add);
        if (addresses.size() > MAX_POSSIBILITIES) {
            lines.add("and " + (addresses.size() - MAX_POSSIBILITIES) + " more");
        }
        return lines;
    }

    private static String mailbox(AccountName address) {
        return "<" + address + ">";
    }

    private static Reply of(int code, String status, List<String> lines, boolean utf8, int codeIfUnsayable) {
        boolean ascii = lines.stream().allMatch(line -> line.chars().allMatch(c -> c < 0x7f));
        return ascii || utf8
                ? Reply.utf8(code, status, lines)
                : Reply.of(codeIfUnsayable, codeIfUnsayable / 100 + ".6.8", NEEDS_UTF8);
    }
}
