internal import DotationStore
internal import Dotations
internal import Foundation

/// Whether a store and what surrounds it are as they should be, and what to do where not.
public struct ExaminedStore: Encodable, Sendable {
    /// A client's history that was gone through.
    struct History: Encodable, Sendable {
        let client: Client.Code
        let operations: Int
        let rows: Int
        let hash: Hash256
    }

    /// The worst grade of all.
    public let status: StoreFinding.Grade
    /// What the store is called.
    public let database: String
    let histories: [History]
    /// Each thing that was looked at.
    public let checks: [StoreFinding]

    /// Looks at everything; changes nothing. The surroundings are what was found of the store's file: who may read it, its folder and its disk.
    ///
    /// - Throws: what opening it throws that is no fault of the store.
    public init(_ database: String, surroundings: () -> [StoreFinding], open: () throws -> Installation) throws {
        var findings: [StoreFinding] = []
        var histories: [History] = []
        do {
            let installation = try open()
            findings = surroundings()
            findings.append(.settings(of: installation.store.database))
            let now = installation.now
            let examination = try installation.store.examine(at: now)
            findings += examination.findings(at: now)
            histories = examination.histories.sorted { $0.key < $1.key }.compactMap { client, history in
                (try? history.get()).map { History(client: client, operations: $0.operations, rows: $0.rows, hash: $0.head) }
            }
        } catch let error as StoreError where error.code == .notAStore {
            // What else it is, and who may read it, is nobody's business here.
            findings = [.foreignFile(database, error)]
        } catch let error as StoreError {
            if findings.isEmpty { findings = surroundings() }
            findings.append(.unopened(error))
        }
        self.database = database
        self.histories = histories
        checks = findings
        status = findings.map(\.grade).max() ?? .good
    }
}
