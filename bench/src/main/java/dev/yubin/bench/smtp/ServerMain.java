package dev.yubin.bench.smtp;

import dev.yubin.bench.server.Answers;
import java.io.IOException;

/** A server in a JVM of its own. Answers one word: {@code reset}, {@code taken} or {@code heap}. */
final class ServerMain {
    private ServerMain() {}

    /**
     * Starts a server.
     *
     * @param arguments the name of a {@link Contender}
     */
    public static void main(String[] arguments) throws IOException {
        Answers.serve(Contender.valueOf(arguments[0])::start, ServerMain::answer);
    }

    private static long answer(MailTaker server, String word) throws IOException {
        switch (word) {
            case "taken" -> {
                return server.taken();
            }
            case "reset" -> {
                server.reset();
                return Answers.heapInUse();
            }
            case "heap" -> {
                return Answers.heapInUse();
            }
            default -> throw new IOException("Not understood: " + word);
        }
    }
}
