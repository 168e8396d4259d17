extension PostgresSchema {
    /// The setting that says, in a transaction, whose rows are seen: the number of a client, ``everyClient``, or nothing for nobody's.
    static let clientSetting = "dotations.client"

    /// The number that stands for every client. The first client has the number 1.
    static let everyClient = 0

    /// The tables of which every row is some client's.
    static var tablesOfClients: [String] { tableNames.filter { Schema.tablesOfClients.contains($0) } }

    /// The name of the policy that each of these tables has.
    static let policy = "of_client"

    /// Says whose rows are seen. What is no number there is an error, and nothing is seen.
    static let visibleClient = """
        CREATE FUNCTION visible_client() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
        AS 'SELECT NULLIF(current_setting(''\(clientSetting)'', true), '''')::bigint'
        """

    /// Lets nobody but the owner see or write rows of another client than the one that the transaction is about.
    ///
    /// In a subquery the setting is looked up once a statement, and not once a row. A view that shows rows of clients is held to the policies for
    /// who asks, and not for its owner.
    static var policies: [String] {
        [visibleClient]
            + tablesOfClients.map(enabling)
            + viewNames.filter { Schema.tablesOfClients.contains($0) }.map { "ALTER VIEW \($0) SET (security_invoker = true)" }
    }

    /// Has a table be held to its policy.
    static func enabling(_ table: String) -> String {
        """
        ALTER TABLE \(table) ENABLE ROW LEVEL SECURITY;
        CREATE POLICY \(policy) ON \(table) USING ((SELECT visible_client()) IN (client, \(everyClient)))
        """
    }
}
