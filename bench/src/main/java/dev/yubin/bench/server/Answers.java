package dev.yubin.bench.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a server in a JVM of its own says to the one that started it. */
public final class Answers {
    /** How an answer begins; JVMs with options say other things, too. */
    static final String ANSWER = "answer ";

    /** A server that has started. */
    public interface Server extends AutoCloseable {
        /** Where it listens, on the loopback address. */
        int port();

        @Override
        void close();
    }

    /** Starts a server. */
    public interface Starting<S extends Server> {
        /** The server. */
        S start() throws IOException;
    }

    /** Answers a question, with a number. */
    public interface Answering<S extends Server> {
        /** The answer. */
        long answer(S server, String question) throws IOException;
    }

    private Answers() {}

    /** Says the server's port, then answers a question a line. Ends the JVM with its input. */
    public static <S extends Server> void serve(Starting<S> starting, Answering<S> answering) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err); // Whatever else is said must not be taken for an answer.
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (S server = starting.start()) {
            out.println(ANSWER + server.port());
            for (String question = in.readLine(); question != null; question = in.readLine()) {
                out.println(ANSWER + answering.answer(server, question));
            }
        }
        System.exit(0);
    }

    /** Octets that are in use after garbage was collected. */
    public static long heapInUse() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
