package parley.protocol;

/**
 * Says what each kind of client may do on Redis, as rules of its access control list (Redis 7.0 or later): what its commands
 * and scripts need, and no more. Redis checks what a script calls against the rights of whoever runs it.
 */
public enum RedisRights {
    /** Any channel may be somebody's private one. */
    BRIDGE(
            "parley-bridge",
            "~users ~parley:{users}:* &* -@all"
                    + " +ping +select +evalsha +script|load"
                    + " +publish +subscribe +unsubscribe +pubsub|numsub"
                    + " +get +set +del +exists +expire +time"
                    + " +hget +hmget +hgetall +hkeys +hlen +hexists +hscan +hset +hsetnx +hdel"
                    + " +sadd +srem +sismember +smembers +scard +sdiff"
                    + " +xadd +xtrim +xrange +xrevrange"
                    + " +zadd +zrange +zscore +zrem +zremrangebyscore"),
    /** Reads only, but that it may come first and name the service channels. */
    ARCHIVER(
            "parley-archiver",
            "~parley:{users}:lobby %R~parley:{users}:* &chat &parley:* -@all"
                    + " +ping +select +publish +subscribe +unsubscribe"
                    + " +hget +hmget +hsetnx +xread +xrevrange"),
    /**
     * Rules can't except channels, and a nickname may be any word but those that begin with parley: so what keeps a direct
     * client off the service channels is that it can't learn their names, neither by looking for channels nor by a pattern.
     */
    DIRECT_CLIENT(
            "default",
            "~users &* -@all"
                    + " +ping +hello +auth +quit +client|setname +client|setinfo"
                    + " +sadd +srem +sismember +smembers"
                    + " +publish +subscribe +unsubscribe");

    private final String user;
    private final String rules;

    RedisRights(String user, String rules) {
        this.user = user;
        this.rules = rules;
    }

    /** What the user with these rights is called. */
    public String user() {
        return user;
    }

    /** All but whether the user may log in, and how: words with a space between. */
    public String rules() {
        return rules;
    }
}
