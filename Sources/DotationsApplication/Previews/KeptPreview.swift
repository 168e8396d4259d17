public import DotationStore
public import Foundation

/// A preview, and all that is kept of it, for whoever has its key.
public struct KeptPreview: Sendable {
    /// How many rows a page of a table has.
    public static let pageSize = 100
    /// How many bytes of a file are kept together.
    public static let pieceSize = 256 << 10

    let store: ClientStore
    /// Which preview it is, and whether it was carried out.
    public let preview: Preview
    private let key: PreviewKey

    init(store: ClientStore, preview: Preview, secret: String) {
        self.store = store
        self.preview = preview
        key = PreviewKey(secret: secret, preview: preview.id)
    }

    /// Keeps a piece of the file, which are numbered from 0.
    public func keepFile(_ bytes: some DataProtocol, piece: Int) throws {
        let part = Preview.Part("file", piece)
        try store.keep([(part, key.seal(bytes, as: part))], of: preview.id)
    }

    /// Keeps what was asked for.
    public func keep(_ request: KeptRequest) throws {
        try keep([(.request, JSONEncoder().encode(request))])
        try store.makeRoom(for: preview.id)
    }

    /// What was asked for; nil where it cannot be read with this key, or was carried out.
    public func request() throws -> KeptRequest? { try value(KeptRequest.self, .request) }

    /// What the plan comes to; nil where there is none yet.
    public func summary() throws -> PreviewSummary? { try value(PreviewSummary.self, .summary) }

    /// The rows of a page of a table, from 0.
    public func rows(of table: String, page: Int) throws -> [[String]] { try value([[String]].self, .init("table-" + table, page)) ?? [] }

    /// The refused rows of a page, from 0.
    public func refused(page: Int) throws -> [PreviewRefusal] { try value([PreviewRefusal].self, .init("refused", page)) ?? [] }

    /// What was typed for the rows of a page, from 0.
    public func corrections(page: Int) throws -> [PreviewCorrection] {
        try value([PreviewCorrection].self, .init("corrections", page)) ?? []
    }

    /// The warnings of a page, from 0.
    public func warnings(page: Int) throws -> [PreviewWarning] { try value([PreviewWarning].self, .init("warnings", page)) ?? [] }

    /// The file; nil where there is none, or it cannot be read with this key.
    func file() throws -> [UInt8]? { try bytes(pieces: "file") }

    /// Keeps parts, each in the place of an earlier one.
    func keep(_ parts: [(Preview.Part, some DataProtocol)]) throws {
        try store.keep(parts.map { ($0, try key.seal($1, as: $0)) }, of: preview.id)
    }

    func bytes(_ part: Preview.Part) throws -> [UInt8]? {
        try store.part(part, of: preview.id).flatMap { key.open($0, as: part) }
    }

    func bytes(pieces name: String) throws -> [UInt8]? {
        var whole: [UInt8]?
        while let piece = try bytes(.init(name, (whole?.count ?? 0) / Self.pieceSize)) {
            whole = whole ?? []
            whole?.append(contentsOf: piece)
            if piece.count < Self.pieceSize { break }
        }
        return whole
    }

    private func value<Value: Decodable>(_ type: Value.Type, _ part: Preview.Part) throws -> Value? {
        try bytes(part).flatMap { try? JSONDecoder().decode(type, from: Data($0)) }
    }
}

extension Preview.Part {
    static let request = Self("request")
    static let summary = Self("summary")
    static let digest = Self("digest")
}
