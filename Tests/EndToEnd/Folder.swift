import DotationStore
import Foundation
import StoreTestSupport
import Synchronization

/// A folder that is gone with its last reference.
final class Folder: Sendable {
    let url: URL
    private let storePlace = Mutex<TestDatabase?>(nil)

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    /// A folder with one file in it.
    convenience init(_ name: String, _ text: String) throws {
        try self.init()
        try write(text, to: name)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Where its commands have their store; on a server it is made when it is first asked for.
    func database() throws -> TestDatabase {
        try storePlace.withLock { place in
            if let place { return place }
            let made = try TestDatabase(in: url.path)
            place = made
            return made
        }
    }

    /// What tells its commands where their store is, where that is not the file which they look for themselves.
    func environment() throws -> [String: String] {
        TestServer.isAbsent ? [:] : ["DOTATIONS_DATABASE": try database().place.description]
    }

    func url(_ name: String) -> URL { url.appendingPathComponent(name) }
    func data(_ name: String) throws -> Data { try Data(contentsOf: url(name)) }
    func text(_ name: String) throws -> String { String(decoding: try data(name), as: UTF8.self) }
    func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: url(name)) }
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
}
