@testable import DotationsEspaceClient

/// Forms with a file: the same however their bytes come, and a file whole whatever is in it.
///
/// The first byte says whether the rest is a form or what a file holds, the second how it comes.
enum MultipartTarget: FuzzTarget {
    static let name = "multipart"
    static let longestInput = 2048
    static let words = [
        "--b", "\r\n--b", "--b--", "\r\n", "\r\n\r\n", "Content-Disposition: form-data", "; name=\"a\"", "; filename=\"b.xlsx\"", "%22",
        "\\", "\"",
    ]

    static func seeds() throws -> [[UInt8]] {
        let form = """
            --b\r\nContent-Disposition: form-data; name="jeton"\r\n\r\nabc\r\n--b\r\nContent-Disposition: form-data; name="fichier"; \
            filename="a/b.xlsx"\r\nContent-Type: application/octet-stream\r\n\r\nPK\r\n--\r\n--b--\r\n
            """
        return [
            [0, 1] + Array(form.utf8), [0, 7] + Array(form.utf8), [1, 1] + Array("PK\r\n--\r\n-".utf8), [1, 3] + Array("\r\n\r\n--a".utf8),
        ]
    }

    static func run(_ input: [UInt8]) {
        var choices = InputBytes(input)
        let isFile = choices.byte() & 1 == 1
        let size = Int(choices.byte() & 63) + 1
        let bytes = Array(choices.rest)
        guard isFile else {
            require(form(bytes, by: bytes.count + 1) == form(bytes, by: size), "a form is another when it comes in pieces")
            return
        }
        let head = Array("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.csv\"\r\n\r\n".utf8)
        let end = Array("\r\n--b".utf8)
        let whole = bytes + end
        let isPlain = !(0..<bytes.count).contains { whole[$0...].starts(with: end) }
        guard isPlain else { return }
        let read = form(head + bytes + end + Array("--\r\n".utf8), by: size)
        require(read.file == bytes && read.isComplete && read.fault == nil, "a file comes out as another")
    }

    private struct Form: Equatable {
        var fields: [String] = []
        var names: [String] = []
        var file: [UInt8] = []
        var isComplete = false
        var fault: MultipartReader.Fault?
    }

    private static func form(_ bytes: [UInt8], by size: Int) -> Form {
        var form = Form()
        guard var reader = MultipartReader(boundary: "b") else {
            require(false, "a boundary is refused")
            return form
        }
        do throws(MultipartReader.Fault) {
            var start = 0
            while start < bytes.count {
                let end = min(start + size, bytes.count)
                for event in try reader.read(bytes[start..<end]) {
                    switch event {
                    case .field(let name, let value): form.fields.append("\(name)=\(value)")
                    case .file(let name, let fileName): form.names.append("\(name)=\(fileName)")
                    case .bytes(let bytes): form.file += bytes
                    }
                }
                start = end
            }
            form.isComplete = reader.isComplete
            return form
        } catch {
            // What was read before it depends on where the form was cut.
            return Form(fault: error)
        }
    }
}
