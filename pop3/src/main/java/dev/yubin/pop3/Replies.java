package dev.yubin.pop3;

import dev.yubin.protocol.spi.Frame;
import dev.yubin.store.StoreException;
import java.io.IOException;
import java.util.Optional;

/** The replies this server gives, by what they are for. */
final class Replies {
    static final Reply NOOP = Reply.ok("nothing done", "何もしませんでした");
    static final Reply SEND_PASSWORD = Reply.ok("send PASS", "PASS を送ってください");
    static final Reply BYE = Reply.ok("bye", "さようなら");
    static final Reply CAPABILITIES = Reply.ok("capabilities follow", "機能の一覧です");
    static final Reply LANGUAGES = Reply.ok("languages follow", "言語の一覧です");
    static final Reply UTF8 = Reply.ok("UTF-8 it is", "UTF-8 を使います");
    static final Reply TOP = Reply.ok("top follows", "先頭部分です");

    static final Reply UNKNOWN_COMMAND = Reply.err("unknown command", "知らないコマンドです");
    static final Reply NOT_IMPLEMENTED = Reply.err("command is not implemented", "このコマンドは使えません");
    static final Reply NO_ARGUMENT = Reply.err("this command takes no argument", "このコマンドに引数はありません");
    static final Reply NEEDS_ARGUMENT = Reply.err("an argument is missing", "引数が足りません");
    static final Reply NOT_A_NUMBER =
            Reply.err("a number is wrong: message numbers count from 1", "番号が正しくありません。メッセージ番号は 1 からです");
    static final Reply NOT_A_DIGEST = Reply.err("a digest has 32 hexadecimal digits", "ダイジェストは 16 進数 32 桁です");
    static final Reply LOG_IN_FIRST = Reply.err("log in first", "先にログインしてください");
    static final Reply LOGGED_IN = Reply.err("you are logged in", "すでにログインしています");
    static final Reply USER_FIRST = Reply.err("say USER first", "先に USER を送ってください");
    static final Reply NO_SUCH_MESSAGE = Reply.err("no such message", "そのメッセージはありません");
    static final Reply UNKNOWN_LANGUAGE =
            Reply.err("that language is not spoken here, LANG alone lists the others", "その言語は使えません。LANG だけで一覧が出ます");

    static final Reply IN_USE = Reply.err("IN-USE", "another session has this maildrop", "このメールドロップは別のセッションが使用中です");
    static final Reply LOGIN_DELAY = Reply.err(
            "LOGIN-DELAY", "you have just logged in, wait before the next time", "前のログインから間がありません。しばらくお待ちください");
    static final Reply NOT_UTF8 = Reply.err("AUTH", "names and passwords are UTF-8", "名前とパスワードは UTF-8 で送ってください");
    static final Reply UTF8_FIRST = Reply.err(
            "UTF8",
            "the header of this message is UTF-8: say UTF8 before you log in",
            "このメッセージのヘッダーは UTF-8 です。ログインの前に UTF8 を送ってください");
    static final Reply NOT_REMOVED =
            Reply.err("SYS/TEMP", "some deleted messages were not removed", "削除されなかったメッセージがあります");
    static final Reply MAILDROP_LOST = Reply.err(
            "SYS/TEMP", "another session took the maildrop, nothing was deleted", "メールドロップは別のセッションに移りました。何も削除していません");

    static final Reply START_TLS = Reply.ok("begin TLS now", "TLS を始めてください");
    static final Reply TLS_ALREADY = Reply.err("the connection is encrypted already", "接続はすでに暗号化されています");
    static final Reply STLS_FIRST = Reply.err("say STLS first", "先に STLS を送ってください");
    static final Reply STLS_BEFORE_UTF8 =
            Reply.err("too late: STLS comes before UTF8", "遅すぎます。STLS は UTF8 より前に送ってください");
    static final Reply MECHANISMS = Reply.ok("mechanisms follow", "認証方式の一覧です");
    static final Reply AUTH_CANCELLED = Reply.err("the log-in was given up", "ログインは取り消されました");
    static final Reply AUTH_MALFORMED =
            Reply.err("that is no base64, or not what the mechanism asks for", "base64 が正しくないか、認証方式に合っていません");
    static final Reply UNKNOWN_MECHANISM = Reply.err("that way to log in is not offered here", "その方法ではログインできません");
    static final Reply ENCRYPTION_NEEDED =
            Reply.err("that log-in needs TLS, say STLS first", "このログインには TLS が必要です。先に STLS を送ってください");
    static final Reply TOO_MANY_LOG_INS =
            Reply.err("SYS/TEMP", "too many failed log-ins, try again later", "ログインの失敗が多すぎます。後でやり直してください");
    static final Reply TOO_MANY_LOG_INS_CLOSING =
            Reply.err("AUTH", "too many failed log-ins, closing", "ログインの失敗が多すぎます。接続を閉じます");

    static final Reply SHUTTING_DOWN =
            Reply.err("SYS/TEMP", "the server is shutting down, nothing was deleted", "サーバーを停止します。何も削除していません");
    static final Reply SESSION_TOO_LONG =
            Reply.err("SYS/TEMP", "the session has lasted for too long, nothing was deleted", "セッションが長すぎます。何も削除していません");
    static final Reply TOO_MANY_COMMANDS =
            Reply.err("SYS/TEMP", "too many commands in one session, nothing was deleted", "コマンドが多すぎます。何も削除していません");
    static final Reply TOO_MANY_CONNECTIONS =
            Reply.err("SYS/TEMP", "too many connections, try again later", "接続が多すぎます。後でやり直してください");
    static final Reply TOO_MANY_ERRORS = Reply.err("too many errors, closing", "エラーが多すぎます。接続を閉じます");
    static final Reply STORE_TOO_SLOW =
            Reply.err("SYS/TEMP", "the mail store takes too long, try again later", "メールストアの応答が遅すぎます。後でやり直してください");
    static final Reply BUG =
            Reply.err("SYS/TEMP", "something went wrong here, try again later", "サーバーで問題が起きました。後でやり直してください");

    private static final Reply GONE = Reply.err("SYS/TEMP", "the maildrop was just deleted", "このメールドロップは削除されました");
    private static final Reply REMOVED =
            Reply.err("another session has removed that message", "そのメッセージは別のセッションが削除しました");
    private static final Reply TROUBLE =
            Reply.err("SYS/TEMP", "the mail store has trouble, try again later", "メールストアで問題が起きました。後でやり直してください");
    private static final Reply LOG_IN_TROUBLE = Reply.err(
            "SYS/TEMP",
            "the log-in or the mail store has trouble, try again later",
            "ログインかメールストアで問題が起きました。後でやり直してください");
    private static final Reply REFUSED = Reply.err("SYS/PERM", "the mail store cannot do that", "メールストアにはそれができません");

    private static final Reply LINE_TOO_LONG = Reply.err("line is too long", "行が長すぎます");
    private static final Reply BARE_CR = Reply.err("CR without LF: lines end in CRLF", "LF のない CR があります。行末は CRLF です");
    private static final Reply BARE_LF = Reply.err("LF without CR: lines end in CRLF", "CR のない LF があります。行末は CRLF です");

    /** RFC 1939 §3: a status line has at most 512 octets, CRLF included. */
    private static final int MAX_REASON = 512 - "-ERR [AUTH] \r\n".length();

    private Replies() {}

    /** The greeting, RFC 1939 §4, with a timestamp where APOP is offered (§7). */
    static Reply greeting(String hostName, Optional<String> timestamp) {
        // An address in brackets would be read as a response code.
        String name = hostName.replace("[", "").replace("]", "");
        return Reply.ok(
                name + " Yubin POP3 ready" + timestamp.map(text -> " " + text).orElse(""));
    }

    /** To a log-in and to RSET. */
    static Reply maildropHas(int messages) {
        return Reply.ok("maildrop has " + messages + " messages", "メールドロップに " + messages + " 通あります");
    }

    /** To LIST and UIDL. */
    static Reply messages(int count) {
        return Reply.ok(count + " messages", count + " 通あります");
    }

    /** To RETR. */
    static Reply octets(long count) {
        return Reply.ok(count + " octets", count + " オクテットです");
    }

    /** To DELE. */
    static Reply willBeDeleted(int number) {
        return Reply.ok("message " + number + " will be deleted", "メッセージ " + number + " を削除します");
    }

    /** To LANG: RFC 6856 §3.2 has the tag behind the status. */
    static Reply languageIs(Language language) {
        return Reply.ok(language.tag() + " this is English", language.tag() + " 日本語で応答します");
    }

    /** The one table from what a store says to what the client is told (RFC 3206). */
    static Reply of(IOException failure) {
        return switch (StoreException.kindOf(failure)) {
            case NOT_FOUND -> REMOVED;
            case GONE -> GONE;
            case OVERQUOTA, LIMIT, UNSUPPORTED, CORRUPT -> REFUSED;
            case ALREADY_EXISTS, TEMPORARY -> TROUBLE;
        };
    }

    /** As {@link #of}, to a log-in: it may be the authenticator's, and what is not there any more is the maildrop. */
    static Reply toLogIn(IOException failure) {
        return switch (StoreException.kindOf(failure)) {
            case NOT_FOUND -> GONE;
            case ALREADY_EXISTS, TEMPORARY -> LOG_IN_TROUBLE;
            default -> of(failure);
        };
    }

    /** A log-in was refused, for a reason that an authenticator gave: it may hold anything, and be of any length. */
    static Reply refused(String reason) {
        String ascii = cut(reason, MAX_REASON).replaceAll("[^ -~]", "?");
        // A character of Java is at most three octets of UTF-8.
        String utf8 = cut(reason, MAX_REASON / 3).replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\ud800-\\udfff]", "?");
        return Reply.err("AUTH", ascii, ascii.equals(reason) ? ascii : utf8);
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(text.length(), length));
    }

    static Reply broken(Frame.Fault fault) {
        return switch (fault) {
            case TOO_LONG -> LINE_TOO_LONG;
            case BARE_CR -> BARE_CR;
            case BARE_LF -> BARE_LF;
        };
    }
}
