import TestSupport

@testable import Spreadsheet

/// XML parts: the same elements, text and fault however their bytes are cut, and nothing beyond the limits.
enum PartTarget: FuzzTarget {
    static let name = "part"
    static let isXML = true
    static let words = xmlWords

    static func seeds() throws -> [[UInt8]] {
        let sheet = WorkbookFile.cells(#"<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a&amp;b&#233;<![CDATA[<]]></t></is></c>"#)
        return [
            Array(sheet.utf8), Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- c --><a b='c'><?p i?><x:d xmlns:x='u'/>é😀</a>".utf8),
            WorkbookFile.utf16(sheet, littleEndian: true), WorkbookFile.utf16(sheet, littleEndian: false, mark: false),
            Array("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".utf8), [0xEF, 0xBB, 0xBF] + Array("<a/>".utf8),
        ]
    }

    static func run(_ input: [UInt8]) {
        let number = digest(input)
        let limits = limits(for: number)
        let whole = Recorder.read(input, limits: limits, pieces: .whole)
        for pieces in [ReadingWay.Pieces.single, .random(seed: number)] {
            let other = Recorder.read(input, limits: limits, pieces: pieces)
            require(
                isSameFault(whole.fault, other.fault, in: input),
                "\(pieces): \(other.fault ?? "read") instead of \(whole.fault ?? "read")")
            // Of a part that is refused, more or less may have been given before.
            require(whole.fault != nil || whole.events == other.events, "\(pieces): other events")
        }
    }

    private final class Recorder: XMLHandler {
        private(set) var events: [UInt8] = []
        private var depth = 0
        private var isText = false
        private let limits: ReadLimits

        private init(limits: ReadLimits) { self.limits = limits }

        static func read(_ bytes: [UInt8], limits: ReadLimits, pieces: ReadingWay.Pieces) -> (events: [UInt8], fault: String?) {
            let recorder = Recorder(limits: limits)
            do {
                try parse(bytes, into: recorder, limits: limits, pieces: pieces)
                require(recorder.depth == 0, "a part was read whose elements do not end")
                return (recorder.events, nil)
            } catch {
                return (recorder.events, error.code.rawValue)
            }
        }

        override func start(_ element: borrowing XMLElement) {
            depth += 1
            require(depth <= limits.depth, "deeper than the limit")
            isText = false
            events += [0x01, element.isMain("row") ? 1 : 0]
            events += Array((element.string("r") ?? "-").utf8) + Array((element.relationship("id") ?? "-").utf8)
            if let number = element.integer("s") { events += Array(String(number).utf8) }
            if let flag = element.boolean("hidden") { events.append(flag ? 1 : 0) }
            if let flag = element.preservesSpace { events.append(flag ? 3 : 2) }
        }

        override func end() {
            depth -= 1
            isText = false
            events.append(0x02)
        }

        override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
            guard !bytes.isEmpty else { return }
            if !isText { events.append(0x03) }
            isText = true
            events += bytes
        }
    }
}
