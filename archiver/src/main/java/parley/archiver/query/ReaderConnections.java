package parley.archiver.query;

import java.sql.Connection;
import java.sql.SQLException;

/** Lends connections on which nothing can be written. Any thread. */
interface ReaderConnections {

    /** @throws SQLException where none can be had in time, or the file cannot be read */
    Connection take() throws SQLException;

    /** @param sound whether it may be lent again */
    void giveBack(Connection lent, boolean sound) throws SQLException;

    /** Closes those that nobody has. */
    void close();
}
