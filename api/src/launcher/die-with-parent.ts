// Preloaded into programs that the launcher runs to their end: when it is killed hard, they must not go on beside the next start.
process.once('disconnect', () => process.exit(1));
process.channel?.unref();
