package dev.yubin.bench.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A server in a JVM of its own. Says its port, then answers one word a line: {@code reset}, {@code taken} or
 * {@code heap}, each with a number. Ends with its input.
 */
final class ServerMain {
    /** How an answer begins; JVMs with options say other things, too. */
    static final String ANSWER = "answer ";

    private ServerMain() {}

    /**
     * Starts a server.
     *
     * @param arguments the name of a {@link Contender}
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err); // Whatever else is said must not be taken for an answer.
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (MailTaker server = Contender.valueOf(arguments[0]).start()) {
            out.println(ANSWER + server.port());
            for (String word = in.readLine(); word != null; word = in.readLine()) {
                out.println(ANSWER + answer(server, word));
            }
        }
        System.exit(0);
    }

    private static long answer(MailTaker server, String word) throws IOException {
        switch (word) {
            case "taken" -> {
                return server.taken();
            }
            case "reset" -> {
                server.reset();
                return heapInUse();
            }
            case "heap" -> {
                return heapInUse();
            }
            default -> throw new IOException("Not understood: " + word);
        }
    }

    /** Octets that are in use after garbage was collected. */
    private static long heapInUse() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
