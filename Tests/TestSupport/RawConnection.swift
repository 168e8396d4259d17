internal import Foundation

/// A connection to a server of this machine, on which a test sends whatever bytes it likes.
public final class RawConnection: Sendable {
    /// Why there is none.
    public struct Unreachable: Error {
        init() {}
    }

    private let descriptor: Int32

    /// Connects to a port. Reads wait for so many seconds at most.
    public init(port: Int, seconds: Int = 60, receiveBuffer: Int32? = nil) throws {
        #if canImport(Glibc)
            let stream = Int32(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        descriptor = socket(AF_INET, stream, 0)
        if var size = receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size)) }
        var wait = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 }
        }
        guard isConnected else { throw Unreachable() }
    }

    deinit { close(descriptor) }

    /// Sends a text; false where the other side takes no more.
    @discardableResult public func send(_ text: String) async -> Bool { await send(Array(text.utf8)) }

    /// Sends bytes; false where the other side takes no more.
    @discardableResult public func send(_ bytes: [UInt8]) async -> Bool {
        await waiting { [descriptor] in
            var rest = bytes[...]
            while !rest.isEmpty {
                #if canImport(Glibc)
                    let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                #else
                    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                #endif
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    /// The next bytes; empty where the other side has closed, nil where nothing came in time or the connection was reset.
    public func read(upTo limit: Int = 65_536) async -> [UInt8]? {
        await waiting { [descriptor] in
            var bytes = [UInt8](repeating: 0, count: limit)
            let count = recv(descriptor, &bytes, limit, 0)
            return count < 0 ? nil : Array(bytes.prefix(count))
        }
    }

    /// Waits on a thread that nobody else needs: a server in the same process works on those of Swift's tasks.
    private func waiting<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { done in Thread { done.resume(returning: work()) }.start() }
    }

    /// All that comes until the other side closes; nil where it does not, or resets the connection.
    public func readToEnd() async -> String? {
        var all: [UInt8] = []
        while true {
            guard let bytes = await read() else { return nil }
            if bytes.isEmpty { return String(decoding: all, as: UTF8.self) }
            all += bytes
        }
    }

    /// An answer with `Content-Length`: its head, and its body unless it is one to HEAD.
    public func readAnswer(toHead: Bool = false) async -> (head: String, body: String)? {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            guard let byte = await read(upTo: 1), !byte.isEmpty else { return nil }
            head += byte
        }
        let text = String(decoding: head, as: UTF8.self)
        let length = text.firstMatch(of: /(?i)content-length: (\d+)/).flatMap { Int($0.1) } ?? 0
        var body: [UInt8] = []
        while !toHead, body.count < length {
            guard let bytes = await read(upTo: length - body.count), !bytes.isEmpty else { return nil }
            body += bytes
        }
        return (text, String(decoding: body, as: UTF8.self))
    }
}

extension RawConnection {
    /// A port of this machine that nobody listens at.
    public static func freePort() throws -> Int {
        #if canImport(Glibc)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw Unreachable() }
        return Int(in_port_t(bigEndian: address.sin_port))
    }
}
