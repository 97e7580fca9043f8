package azalai.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Statements of one transaction. */
public final class Transaction {
    private final Connection connection;

    Transaction(Connection connection) {
        this.connection = connection;
    }

    /** Runs a statement with its parameters in order and gives the number of rows it changed. */
    public int update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = Database.prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** The first row of a query; empty if there is none. */
    public <T> Optional<T> first(String sql, Database.Row<T> row, Object... parameters) throws SQLException {
        try (PreparedStatement statement = Database.prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
        }
    }
}
