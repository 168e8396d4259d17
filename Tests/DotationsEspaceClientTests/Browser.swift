import DotationStore
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Testing

@testable import DotationsEspaceClient

/// A browser without a network: it keeps cookies, and sends forms with the token that the page had.
final class Browser {
    /// What was answered.
    struct Answer {
        let status: Int
        let headers: HTTPFields
        let bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var location: String? { headers[.location] }

        /// The text without its tokens: these are random, and may spell any short word.
        var textWithoutTokens: String { text.replacing(/[A-Za-z0-9_\-]{40,}/, with: "") }

        /// The text that a reader sees, without tags.
        var shown: String {
            text.replacing(/<[^>]*>/, with: " ").replacing("&#39;", with: "'").replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
                .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing(/\s+/, with: " ")
        }

        /// What a browser would send of the fields that can be typed or ticked.
        var typedFields: [String: String] {
            var fields: [String: String] = [:]
            for match in text.matches(of: /<input[^>]*>/) {
                let input = match.0
                guard let name = input.firstMatch(of: /\sname="([^"]*)"/)?.1, !input.contains("type=\"hidden\""),
                    !input.contains("type=\"checkbox\"") || input.contains(" checked")
                else { continue }
                fields[String(name)] = input.firstMatch(of: /\svalue="([^"]*)"/).map { String($0.1) } ?? ""
            }
            for match in text.matches(of: /<textarea[^>]* name="([^"]*)"[^>]*>\n([^<]*)</) { fields[String(match.1)] = String(match.2) }
            return fields
        }

        /// The value of the first field of a name.
        func field(_ name: String) -> String? {
            guard let start = text.range(of: "name=\"\(name)\" value=\"") else { return nil }
            return String(text[start.upperBound...].prefix { $0 != "\"" })
        }
    }

    static let origin = "https://espace.exemple.fr"

    private let send: (Request, PageContext) async throws -> Response
    private(set) var cookies: [String: String] = [:]
    /// The token of the last page that had a form.
    var token = ""

    init(_ pages: EspaceClient) {
        let responder = pages.responder()
        send = { try await responder.respond(to: $0, context: $1) }
    }

    /// The same browser at other pages over the same store.
    convenience init(_ pages: EspaceClient, with other: Browser) {
        self.init(pages)
        (cookies, token) = (other.cookies, other.token)
    }

    func get(_ path: String) async throws -> Answer { try await request(.get, path, headers: [:], body: []) }

    /// Sends a form, as a page of this browser has it.
    func post(
        _ path: String, _ fields: [String: String] = [:], headers: HTTPFields = [.secFetchSite: "same-origin"],
        midway: (@Sendable () throws -> Void)? = nil
    ) async throws -> Answer {
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        let all = [(FormToken.field, token)] + fields.sorted { $0.key < $1.key }
        let body = all.map { "\(Path.encoded($0))=\(Path.encoded($1))" }.joined(separator: "&")
        return try await request(.post, path, headers: headers, body: Array(body.utf8), midway: midway)
    }

    /// Sends a form, and where the page asks whether it is meant, once more with the answer.
    func confirm(_ path: String, _ fields: [String: String]) async throws -> Answer {
        let asked = try await post(path, fields)
        guard asked.status == 200, let plan = asked.field("confirmer") else { return asked }
        return try await post(path, fields.merging(["confirmer": plan]) { $1 })
    }

    /// Sends a form with a file.
    func upload(_ path: String, _ fileName: String, _ file: [UInt8], _ fields: [String: String] = [:]) async throws -> Answer {
        let boundary = "----boundary"
        var body: [UInt8] = []
        for (name, value) in [(FormToken.field, token)] + fields.sorted(by: { $0.key < $1.key }) {
            body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        body += Array(
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"\(fileName)\"\r\n\r\n".utf8)
        body += file + Array("\r\n--\(boundary)--\r\n".utf8)
        return try await request(
            .post, path, headers: [.secFetchSite: "same-origin", .contentType: "multipart/form-data; boundary=\(boundary)"], body: body)
    }

    /// Sends a request; `midway` is done when the first half of its body has come.
    func request(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields, body: [UInt8], midway: (@Sendable () throws -> Void)? = nil
    ) async throws -> Answer {
        var headers = headers
        if !cookies.isEmpty { headers[.cookie] = cookies.map { "\($0)=\($1)" }.joined(separator: "; ") }
        let head = HTTPRequest(method: method, scheme: "https", authority: "espace.exemple.fr", path: path, headerFields: headers)
        let context = PageContext(address: "192.0.2.1", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let halves = AsyncStream { stream in
            stream.yield(body.prefix(body.count / 2))
            stream.yield(body.dropFirst(body.count / 2))
            stream.finish()
        }.map { half in
            if half.startIndex > 0 { try midway?() }
            return ByteBuffer(bytes: half)
        }
        let response = try await send(Request(head: head, body: RequestBody(asyncSequence: halves)), context)
        for cookie in response.headers[values: .setCookie] {
            let parts = cookie.split(separator: ";")[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(parts[0])] = parts[1].isEmpty ? nil : String(parts[1])
        }
        let writer = Collector()
        try await response.body.write(writer)
        let answer = Answer(status: response.status.code, headers: response.headers, bytes: await writer.store.bytes)
        if let token = answer.field(FormToken.field) { self.token = token }
        return answer
    }
}

extension Browser {
    /// Sends a file in a page that takes one, and comes to the page that shows its plan.
    func preview(
        _ file: [UInt8], named name: String, in page: String, _ fields: [String: String] = [:]
    ) async throws -> (path: String, page: Answer) {
        _ = try await get(page)
        let sent = try await upload(page, name, file, fields)
        try #require(sent.status == 303, "\(sent.shown)")
        let path = try #require(sent.location)
        return (path, try await get(path))
    }
}

private struct Collector: ResponseBodyWriter {
    actor Store {
        var bytes: [UInt8] = []
        func add(_ buffer: ByteBuffer) { bytes += buffer.readableBytesView }
    }

    let store = Store()

    mutating func write(_ buffer: ByteBuffer) async throws { await store.add(buffer) }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
