internal import DotationAccounts
internal import DotationsApplication
internal import HTTPTypes
internal import Hummingbird
internal import NIOPosix

/// Reads a form with a file, and keeps the file piece by piece as it comes: only for somebody who may send it, with the form's token before it.
struct UploadReader {
    private var reader: MultipartReader
    private let installation: Installation
    private let caller: Caller
    private let route: Route
    private var fields = Fields()
    private var fileName = ""
    private var preview: KeptPreview?
    private var waiting: [UInt8] = []
    private var size = 0
    private var pieces = 0

    init(_ reader: MultipartReader, installation: Installation, caller: Caller, route: Route) {
        self.reader = reader
        self.installation = installation
        self.caller = caller
        self.route = route
    }

    /// The fields, and the file; nil where none was chosen.
    consuming func read(_ body: RequestBody) async throws -> (Fields, Upload?) {
        do {
            for try await buffer in body {
                for event in try reader.read(buffer.readableBytesView) { try await take(event) }
            }
            guard reader.isComplete else { throw MultipartReader.Fault.malformed }
            try await keep(all: true)
        } catch {
            if let preview, let person = caller.person {
                let installation = installation
                try? await NIOThreadPool.singleton.runIfActive { try installation.abandon(preview, of: person) }
            }
            switch error {
            case MultipartReader.Fault.malformed: throw HTTPError(.badRequest)
            case MultipartReader.Fault.tooLong: throw FormTooLong()
            default: throw error
            }
        }
        let allowsStrayQuotes = fields[Form.strayQuotes.name] != nil
        return (fields, preview.map { Upload(fileName: fileName, allowsStrayQuotes: allowsStrayQuotes, preview: $0) })
    }

    private mutating func take(_ event: MultipartReader.Event) async throws {
        switch event {
        case .field(let name, let value): fields.add(name, value)
        case .file(_, let name):
            guard preview == nil else { throw MultipartReader.Fault.malformed }
            fileName = name
        case .bytes(let bytes):
            if preview == nil { preview = try await begin() }
            size += bytes.count
            guard size <= Upload.limit else { throw UploadTooLarge() }
            waiting += bytes
            try await keep(all: false)
        }
    }

    /// Nothing is kept for somebody who may not send it.
    private func begin() async throws -> KeptPreview {
        guard let person = caller.person, let draft = caller.draft, try caller.mayReach(route) else { throw SessionEnded() }
        guard caller.gave(fields[FormToken.field]) else { throw ForeignForm() }
        let (installation, secret) = (installation, draft.secret(for: "preview"))
        return try await NIOThreadPool.singleton.runIfActive { try installation.newPreview(of: person, secret: secret) }
    }

    private mutating func keep(all: Bool) async throws {
        guard let preview else { return }
        while waiting.count >= KeptPreview.pieceSize || all && !waiting.isEmpty {
            let piece = Array(waiting.prefix(KeptPreview.pieceSize))
            waiting.removeFirst(piece.count)
            let number = pieces
            try await NIOThreadPool.singleton.runIfActive { try preview.keepFile(piece, piece: number) }
            pieces += 1
        }
    }
}

/// A file that is larger than any that is taken.
struct UploadTooLarge: Error {}

/// Fields beside a file that are longer than any form has.
struct FormTooLong: Error {}

/// Nobody has signed in any more. A file cannot be kept until somebody has: it is chosen once more.
struct SessionEnded: Error {}
