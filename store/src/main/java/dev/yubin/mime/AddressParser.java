package dev.yubin.mime;

import dev.yubin.mime.AddrSpec.Token;
import dev.yubin.mime.FieldLexer.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a list of addresses (RFC 5322 §3.4, §4.4) in one pass. Tokens are collected up to what ends an address, and then
 * looked at together: broken addresses are easier understood from their end.
 */
final class AddressParser {
    /** More than any address has; what goes beyond is passed over. */
    private static final int MAX_TOKENS = 1000;

    private static final int NONE = -1;

    private final FieldLexer lexer;
    private final boolean outermost;
    private final List<Address> addresses = new ArrayList<>();
    private int count;
    private String group;
    private List<MailboxAddress> members = new ArrayList<>();
    /** The address being read: what stands before, in and behind its angle brackets; no list where no bracket was. */
    private List<Token> before = new ArrayList<>();

    private List<Token> angle;
    private List<Token> behind;
    private String leadingComment;
    private boolean spaced;
    private boolean sawAt;
    private boolean inRoute;
    /** Whether an {@code @} stood before the brackets, or without them, and no colon behind it. */
    private boolean complete;
    /** Where the words begin that stand behind an address without brackets, or -1; and the comment in front of them. */
    private int next = NONE;

    private String nextComment;

    AddressParser(String fieldBody) {
        this(fieldBody, true);
    }

    private AddressParser(String fieldBody, boolean outermost) {
        this.lexer = new FieldLexer(fieldBody, FieldLexer.SPECIALS);
        this.outermost = outermost;
    }

    /** The one address somebody wants to write into a message. */
    static MailboxAddress one(String text) {
        if (Phrase.breaksLines(text)) {
            throw new IllegalArgumentException(
                    "An address is one line: take CR, LF and NUL out of \"" + Phrase.clean(text) + "\"");
        }
        List<Address> found = new AddressParser(text).parse();
        if (found.size() == 1 && found.get(0) instanceof MailboxAddress) {
            MailboxAddress mailbox = (MailboxAddress) found.get(0);
            boolean named = mailbox.phrase().isPresent() && text.indexOf('<') < 0;
            if (!mailbox.localPart().isEmpty() && !named) {
                return mailbox;
            }
        }
        throw new IllegalArgumentException(
                "This is not one address: \"" + text
                        + "\". Write local@domain or Name <local@domain>, with quotes round what has spaces, commas or brackets");
    }

    List<Address> parse() {
        String comment = null;
        while (count < Address.MAX_ADDRESSES) {
            lexer.forgetComment();
            Kind kind = lexer.nextClosed();
            comment = lexer.comment();
            if (kind == Kind.END) {
                break;
            }
            if (isFresh() && comment != null) {
                leadingComment = comment;
            }
            if (kind == Kind.SPECIAL) {
                special(lexer.text().charAt(0), comment);
            } else {
                add();
            }
        }
        if (count < Address.MAX_ADDRESSES) {
            endAddress(comment);
        }
        endGroup();
        return List.copyOf(addresses);
    }

    private void special(char c, String comment) {
        if (c == ',') {
            if (!inRoute || !routeGoesOn()) {
                endAddress(comment);
            }
        } else if (c == ';') {
            // In a group the end of it; elsewhere Outlook's comma.
            endAddress(comment);
            endGroup();
        } else if (c == ':') {
            colon();
        } else if (c == '<') {
            open(comment);
        } else if (c == '>') {
            behind = isInAngle() ? new ArrayList<>() : behind;
            inRoute = false;
        } else if (c == '@' || c == '.') {
            add();
        } else {
            // It has no business here: a quote or parenthesis alone, a backslash. The space before it counts.
            spaced |= lexer.spaced();
        }
    }

    private void colon() {
        if (isInAngle() || angle == null && sawAt) {
            inRoute = false;
            add();
            complete = false;
        } else if (angle == null && !before.isEmpty()) {
            // Groups do not nest. The one before was never closed, or is in the way.
            endGroup();
            group = AddrSpec.phrase(before);
            count++;
            clear();
        }
    }

    private void open(String comment) {
        if (angle == null) {
            angle = new ArrayList<>();
        } else if (isInAngle()) {
            // <Bob <bob@example.com>>: the innermost bracket has the address.
            before.addAll(angle);
            angle.clear();
            inRoute = false;
        } else {
            // A comma was forgotten; what stands behind the one address is the name of the next.
            List<Token> name = behind;
            behind = new ArrayList<>();
            endAddress(name.isEmpty() ? comment : null);
            before = name;
            angle = new ArrayList<>();
        }
    }

    private void add() {
        Token token = new Token(lexer.kind(), lexer.text(), spaced || lexer.spaced());
        spaced = false;
        if (angle == null) {
            lookBehind(token);
        }
        List<Token> tokens = angle == null ? before : isInAngle() ? angle : behind;
        sawAt |= token.is('@');
        inRoute |= tokens == angle && tokens.isEmpty() && token.is('@');
        if (tokens.size() < MAX_TOKENS) {
            tokens.add(token);
        }
    }

    /** {@code a@b c@d}: a comma was forgotten; words between them are the name of the second. */
    private void lookBehind(Token token) {
        if (token.is('@') && next >= 0) {
            List<Token> second = new ArrayList<>(before.subList(next, before.size()));
            before.subList(next, before.size()).clear();
            endAddress(nextComment);
            before = second;
        } else if (complete && next < 0 && !token.isJoinedTo(before.get(before.size() - 1))) {
            next = before.size();
            nextComment = lexer.comment();
        }
        complete |= token.is('@');
    }

    private boolean isFresh() {
        return angle == null && before.isEmpty();
    }

    private boolean isInAngle() {
        return angle != null && behind == null;
    }

    /** At a comma inside of angle brackets: only another domain of the route can follow, or a route that has no end. */
    private boolean routeGoesOn() {
        int size = angle.size();
        add();
        lexer.nextClosed();
        boolean goesOn = lexer.is('@') || lexer.is(',');
        lexer.again();
        if (!goesOn) {
            angle.subList(size, angle.size()).clear();
        }
        return goesOn;
    }

    private void endAddress(String comment) {
        if (angle != null && (behind != null || !angle.isEmpty())) {
            String name = AddrSpec.phrase(before);
            name = name.isEmpty() && behind != null ? AddrSpec.phrase(behind) : name;
            addMailbox(angle, AddrSpec.inAngle(angle), name, comment);
        } else if (!before.isEmpty()) {
            AddrSpec spec = AddrSpec.bare(before);
            if (!spec.isEmpty()) {
                addMailbox(before, spec, spec.name(), comment);
            }
        }
        clear();
    }

    private void addMailbox(List<Token> tokens, AddrSpec spec, String name, String comment) {
        String phrase = name.isEmpty() ? commentName(comment) : name;
        MailboxAddress mailbox = new MailboxAddress(phrase, spec.route(), spec.localPart(), spec.domain());
        if (outermost && tokens.size() == 1 && tokens.get(0).kind() == Kind.QUOTED) {
            mailbox = unquoted(mailbox);
        }
        count++;
        if (group == null) {
            addresses.add(mailbox);
        } else {
            members.add(mailbox);
        }
    }

    private String commentName(String comment) {
        String text = comment != null ? comment : leadingComment;
        String name = text == null ? "" : Phrase.clean(text).strip();
        return name.isEmpty() ? null : name;
    }

    /** {@code "bob@example.com"}, all of it in quotes: by the grammar a local part, in real mail the address. */
    private static MailboxAddress unquoted(MailboxAddress quoted) {
        if (quoted.localPart().indexOf('@') < 0) {
            return quoted;
        }
        List<Address> found = new AddressParser(quoted.localPart(), false).parse();
        if (found.size() != 1 || !(found.get(0) instanceof MailboxAddress)) {
            return quoted;
        }
        MailboxAddress inner = (MailboxAddress) found.get(0);
        if (inner.domain().isEmpty() || inner.localPart().isEmpty()) {
            return quoted;
        }
        String phrase = quoted.phrase().or(inner::phrase).orElse(null);
        return new MailboxAddress(
                phrase,
                inner.route().orElse(null),
                inner.localPart(),
                inner.domain().get());
    }

    private void endGroup() {
        if (group != null) {
            addresses.add(new GroupAddress(group, members));
        }
        group = null;
        members = new ArrayList<>();
    }

    private void clear() {
        before = new ArrayList<>();
        angle = null;
        behind = null;
        leadingComment = null;
        spaced = false;
        sawAt = false;
        inRoute = false;
        complete = false;
        next = NONE;
        nextComment = null;
    }
}
