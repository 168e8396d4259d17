internal import Dotations
public import Foundation

extension ClientStore {
    /// Adds a preview; those of everybody whose time is over are removed. It may be one more than a person has: ``makeRoom(for:)`` removes the
    /// oldest once there is something to keep in it.
    ///
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func addPreview(_ id: Preview.ID, of user: User.ID, at date: Date) throws(StoreError) -> Preview {
        try store.removePreviews(expiredAt: date)
        return try write { connection throws(StoreError) in
            try connection.removePreviews(of: user, butLatest: Preview.limit)
            try connection.run(
                "INSERT INTO previews (client, id, user_id, made_at) VALUES (:client, ?, ?, ?)", .text(id.description), .int(user.rawValue),
                .int(date.milliseconds))
            return Preview(id: id, made: date, applied: nil, operation: nil)
        }
    }

    /// Removes what its person has besides that is too much: first of all what was carried out, then the oldest.
    ///
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func makeRoom(for id: Preview.ID) throws(StoreError) {
        try write { connection throws(StoreError) in
            let user = try connection.int("SELECT user_id FROM previews WHERE client = :client AND id = ?", .text(id.description))
            if let user { try connection.removePreviews(of: User.ID(stored: user), butLatest: Preview.limit) }
        }
    }

    /// A preview of a person; nil where there is none, or its time is over.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func preview(_ id: Preview.ID, of user: User.ID, at date: Date) throws(StoreError) -> Preview? {
        try read { connection throws(StoreError) in
            let statement = try Statement(
                connection,
                "SELECT made_at, applied_at, operation_id FROM previews WHERE client = :client AND id = ? AND user_id = ? AND made_at > ?")
            try statement.bind([.text(id.description), .int(user.rawValue), .int(date.addingTimeInterval(-Preview.lifetime).milliseconds)])
            guard try statement.step() else { return nil }
            return Preview(
                id: id, made: Date(milliseconds: statement.int("made_at")),
                applied: statement.optionalInt("applied_at").map { Date(milliseconds: $0) },
                operation: statement.optionalInt("operation_id").flatMap { Operation.ID(rawValue: $0) })
        }
    }

    /// The previews of a person that were not carried out and whose time is not over, the latest first.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func openPreviews(of user: User.ID, at date: Date) throws(StoreError) -> [Preview] {
        try read { connection throws(StoreError) in
            let statement = try Statement(
                connection,
                """
                SELECT id, made_at FROM previews WHERE client = :client AND user_id = ? AND applied_at IS NULL AND made_at > ?
                ORDER BY made_at DESC, id
                """)
            try statement.bind([.int(user.rawValue), .int(date.addingTimeInterval(-Preview.lifetime).milliseconds)])
            var previews: [Preview] = []
            while try statement.step() {
                guard let id = Preview.ID(statement.text("id")) else { continue }
                previews.append(Preview(id: id, made: Date(milliseconds: statement.int("made_at")), applied: nil, operation: nil))
            }
            return previews
        }
    }

    /// What a preview keeps under a name and a number; nil where that is nothing.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func part(_ part: Preview.Part, of id: Preview.ID) throws(StoreError) -> [UInt8]? {
        try read { connection throws(StoreError) in
            let statement = try Statement(
                connection, "SELECT bytes FROM preview_parts WHERE client = :client AND preview_id = ? AND name = ? AND number = ?")
            try statement.bind([.text(id.description), .text(part.name), .int(part.number)])
            return try statement.step() ? statement.bytes("bytes") : nil
        }
    }

    /// Keeps parts of a preview, each in the place of an earlier one; a preview that was removed in between keeps nothing.
    ///
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func keep(_ parts: [(part: Preview.Part, bytes: [UInt8])], of id: Preview.ID) throws(StoreError) {
        try write { connection throws(StoreError) in
            let insertion = try Statement(
                connection,
                """
                INSERT INTO preview_parts (client, preview_id, name, number, bytes)
                SELECT p.client, p.id, ?, ?, ? FROM previews p WHERE p.client = :client AND p.id = ?
                ON CONFLICT (client, preview_id, name, number) DO UPDATE SET bytes = excluded.bytes
                """)
            for (part, bytes) in parts {
                try insertion.run([.text(part.name), .int(part.number), .blob(bytes), .text(id.description)])
            }
        }
    }

    /// Removes all parts of a preview but those of some names.
    ///
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func removeParts(of id: Preview.ID, except names: [String]) throws(StoreError) {
        try write { connection throws(StoreError) in
            let marks = names.map { _ in "?" }.joined(separator: ", ")
            let deletion = try Statement(
                connection, "DELETE FROM preview_parts WHERE client = :client AND preview_id = ? AND name NOT IN (\(marks))")
            _ = try deletion.run([.text(id.description)] + names.map { .text($0) })
        }
    }

    /// Notes that a preview was carried out.
    ///
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func noteApplied(_ id: Preview.ID, as operation: Operation.ID?, at date: Date) throws(StoreError) {
        try write { connection throws(StoreError) in
            _ = try connection.run(
                "UPDATE previews SET operation_id = ?, applied_at = ? WHERE client = :client AND id = ?", SQLValue(operation?.rawValue),
                .int(date.milliseconds), .text(id.description))
        }
    }

    /// Removes a preview of a person with all that it keeps.
    ///
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func removePreview(_ id: Preview.ID, of user: User.ID) throws(StoreError) {
        try write { connection throws(StoreError) in
            _ = try connection.run(
                "DELETE FROM previews WHERE client = :client AND id = ? AND user_id = ?", .text(id.description), .int(user.rawValue))
        }
    }
}

extension Connection {
    fileprivate func removePreviews(of user: User.ID, butLatest count: Int) throws(StoreError) {
        try run(
            """
            DELETE FROM previews WHERE client = :client AND user_id = ? AND id NOT IN (
                SELECT p.id FROM previews p WHERE p.client = :client AND p.user_id = ?
                ORDER BY p.applied_at IS NULL DESC, p.made_at DESC, p.\(latestFirst("id")) LIMIT ?)
            """, .int(user.rawValue), .int(user.rawValue), .int(count))
    }
}

extension Store {
    /// Removes the previews of all clients whose time is over at a moment.
    ///
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func removePreviews(expiredAt date: Date) throws(StoreError) {
        let end = SQLValue.int(date.addingTimeInterval(-Preview.lifetime).milliseconds)
        let isNeeded = try read { connection throws(StoreError) in
            try connection.int(acrossClients: "SELECT 1 FROM previews WHERE made_at <= ? LIMIT 1", end) != nil
        }
        guard isNeeded else { return }
        try write(.nothing) { connection throws(StoreError) in
            _ = try Statement(connection, acrossClients: "DELETE FROM previews WHERE made_at <= ?").run([end])
        }
    }
}
