internal import DotationStore
internal import Dotations
internal import Foundation

/// Whether a store and what surrounds it are as they should be, and what to do where not.
public struct ExaminedStore: Encodable, Sendable {
    /// The history that was gone through.
    struct History: Encodable, Sendable {
        let operations: Int
        let rows: Int
        let hash: Hash256
    }

    /// The worst grade of all.
    public let status: StoreFinding.Grade
    /// What the store is called.
    public let database: String
    @Null var history: History?
    /// Each thing that was looked at.
    public let checks: [StoreFinding]

    /// Looks at everything; changes nothing.
    ///
    /// - Parameters:
    ///   - database: what the store is called.
    ///   - surroundings: what was found around the store: of its file, who may read it, its folder and its disk.
    ///   - open: opens the store.
    /// - Throws: what opening it throws that is no fault of the store.
    public init(_ database: String, surroundings: () -> [StoreFinding], open: () throws -> Application) throws {
        var findings: [StoreFinding] = []
        do {
            let application = try open()
            findings = surroundings()
            findings.append(.settings)
            let now = application.now
            let examination = try application.store.examine(at: now)
            findings += examination.findings(at: now)
            history = (try? examination.history.get()).map { .init(operations: $0.operations, rows: $0.rows, hash: $0.head) }
        } catch let error as StoreError where error.code == .notAStore {
            // What else it is, and who may read it, is nobody's business here.
            findings = [.foreignFile(database, error)]
        } catch let error as StoreError {
            if findings.isEmpty { findings = surroundings() }
            findings.append(.unopened(error))
        }
        self.database = database
        checks = findings
        status = findings.map(\.grade).max() ?? .good
    }
}
