import Foundation

extension Folder {
    /// The sample edited by somebody in LibreOffice, and the one with mistakes.
    static let corrected = "20200821_Titres_Dématérialisés_Commande_2800886 corrigé.xlsx"
    static let wrong = "20200821_Titres_Dématérialisés_Commande_2800886 erreurs.xlsx"

    /// A folder with the sample files and a store that has order 2800886.
    static func withOrder(paid: Bool = true) throws -> Folder {
        let folder = try Folder()
        let samples = sample("x").deletingLastPathComponent()
        for name in try FileManager.default.contentsOfDirectory(atPath: samples.path) where name != "exports" {
            try FileManager.default.copyItem(at: samples.appendingPathComponent(name), to: folder.url(name))
        }
        let create = ["orders", "create", "commande_2800886.csv", "--number", "2800886", "--date", "2020-08-21"]
        _ = try folder.done(create + (paid ? ["--paid"] : []))
        return folder
    }

    /// Runs the command with these arguments.
    func run(_ arguments: String...) throws -> Command.Result { try Command.run(arguments, in: self) }

    /// Runs the command, which must succeed, or end with the status that is expected.
    @discardableResult
    func done(_ arguments: [String], expecting status: Int32 = 0) throws -> Command.Result {
        let result = try Command.run(arguments, in: self)
        guard result.status == status else { throw Unexpected(arguments: arguments, status: result.status, errors: result.errors) }
        return result
    }

    /// A command that did not succeed.
    struct Unexpected: Error {
        let arguments: [String]
        let status: Int32
        let errors: String
    }

    /// The jobs that wait.
    func jobs() throws -> [[String: Any]] { try done(["jobs", "export"]).documents }

    /// A dotation as the store has it.
    func dotation(_ id: String) throws -> [String: Any]? {
        try done(["search", "--json"]).documents.first { $0["id"] as? String == id }
    }
}

extension Command.Result {
    /// Standard output as one JSON document a line.
    var documents: [[String: Any]] { lines.compactMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] } }

    /// The objects under a key of the one document.
    func list(_ key: String) -> [[String: Any]] { json[key] as? [[String: Any]] ?? [] }

    /// The reasons' codes by the row that they refuse.
    var refusals: [Int: [String]] {
        Dictionary(
            list("refused").compactMap { refusal in
                (refusal["row"] as? Int).map { ($0, (refusal["reasons"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }) }
            }, uniquingKeysWith: +)
    }
}
