public import DotationStore
internal import Foundation
internal import Synchronization

/// A socket in a folder through which a program reaches a server on another socket, and which cuts one connection at its `COMMIT`.
public final class PostgresProxy: Sendable {
    /// What becomes of the next `COMMIT`.
    public enum Cut: Sendable {
        /// The server gets it, and its answer is lost.
        case answer
        /// The server does not get it, and loses its connection.
        case request
        /// The server does not get it, and notices that the connection is lost some milliseconds later.
        case late(Int)
    }

    /// The message of a simple query: its kind, its length and its text.
    private static let commit = [UInt8(ascii: "Q"), 0, 0, 0, 11] + Array("COMMIT".utf8) + [0]

    /// The server's address through it.
    public let address: ServerAddress

    private let listener: Int32
    private let server: String
    private let next = Mutex<Cut?>(nil)
    private let cutCount = Mutex(0)

    /// Listens in a folder, and passes on to a server whose address names its socket and the number of its port.
    ///
    /// - Throws: what the system says.
    public init(in folder: String, to address: ServerAddress) throws {
        guard let host = address.text.firstMatch(of: /host=([^&]+)/)?.1, let port = address.text.firstMatch(of: /port=(\d+)/)?.1 else {
            throw CocoaError(.coderValueNotFound)
        }
        self.address = try ServerAddress(address.text.replacing("host=\(host)", with: "host=\(folder)"))
        let name = "/.s.PGSQL.\(port)"
        server = host + name
        listener = socket(AF_UNIX, Self.stream, 0)
        guard listener >= 0, Self.withAddress(folder + name, { bind(listener, $0, $1) }) == 0, listen(listener, 16) == 0 else {
            throw CocoaError(.fileWriteUnknown)
        }
        Thread.detachNewThread { [listener, weak self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { return }
                self?.serve(client)
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// Has the next `COMMIT` cut.
    public func cutNext(_ cut: Cut) { next.withLock { $0 = cut } }

    /// How many connections it has cut.
    public var cuts: Int { cutCount.withLock { $0 } }

    private func serve(_ client: Int32) {
        let upstream = socket(AF_UNIX, Self.stream, 0)
        guard upstream >= 0, Self.withAddress(server, { connect(upstream, $0, $1) }) == 0 else {
            close(client)
            return
        }
        let isCut = Mutex(false)
        let ended = DispatchGroup()
        for _ in 0..<2 { ended.enter() }
        Thread.detachNewThread { [self] in
            pass(client, upstream, isCut)
            ended.leave()
        }
        Thread.detachNewThread {
            while let bytes = Self.read(upstream), !isCut.withLock({ $0 }), Self.write(bytes, client) {}
            // Either end takes the other with it.
            shutdown(client, Int32(SHUT_RDWR))
            ended.leave()
        }
        ended.notify(queue: .global()) {
            close(client)
            close(upstream)
        }
    }

    private func pass(_ client: Int32, _ upstream: Int32, _ isCut: borrowing Mutex<Bool>) {
        while let bytes = Self.read(client) {
            let cut =
                bytes == Self.commit
                ? next.withLock { cut in
                    defer { cut = nil }
                    return cut
                } : nil
            guard let cut else {
                if Self.write(bytes, upstream) { continue } else { break }
            }
            isCut.withLock { $0 = true }
            cutCount.withLock { $0 += 1 }
            switch cut {
            case .answer:
                _ = Self.write(bytes, upstream)
                // The other thread reads the answer, keeps it, and ends the connection.
                return
            case .request: shutdown(client, Int32(SHUT_RDWR))
            case .late(let milliseconds):
                shutdown(client, Int32(SHUT_RDWR))
                Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
            }
            break
        }
        shutdown(upstream, Int32(SHUT_RDWR))
    }

    private static func read(_ socket: Int32) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &bytes, bytes.count, 0)
        return count > 0 ? Array(bytes.prefix(count)) : nil
    }

    private static func write(_ bytes: [UInt8], _ socket: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { send(socket, $0.baseAddress?.advanced(by: sent), bytes.count - sent, noSignal) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    private static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let length = MemoryLayout.size(ofValue: address.sun_path)
        guard path.utf8.count < length else { return -1 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }

    #if canImport(Glibc)
        private static let stream = Int32(SOCK_STREAM.rawValue)
        private static let noSignal = Int32(MSG_NOSIGNAL)
    #else
        private static let stream = SOCK_STREAM
        private static let noSignal: Int32 = 0
    #endif
}
