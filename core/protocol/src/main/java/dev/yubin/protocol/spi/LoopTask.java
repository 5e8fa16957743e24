package dev.yubin.protocol.spi;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks on a connection's event loop. */
final class LoopTask {
    private static final Logger LOG = LoggerFactory.getLogger(LoopTask.class);

    private LoopTask() {}

    /** Runs a task soon; what it throws goes through the pipeline. From any thread. False if the loop has ended. */
    static boolean submit(ChannelHandlerContext ctx, Runnable task) {
        try {
            ctx.executor().execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException | Error failure) {
                    ctx.pipeline().fireExceptionCaught(failure);
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("The event loop has ended", e);
            return false;
        }
    }
}
