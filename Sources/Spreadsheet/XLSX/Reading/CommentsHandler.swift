/// Reads the notes of a worksheet's comments part (ECMA-376 part 1, 18.7).
final class CommentsHandler: XMLHandler {
    private enum State {
        case outside, comments, authors, author, list, comment, text, run, characters
    }

    private(set) var comments: [CellComment] = []
    private var authors: [String] = []
    private let limits: ReadLimits
    private var state = State.outside
    private var stateAfterText = State.text
    private var arena = ByteArena()
    private var gatherer = StringGatherer()
    private var cell: CellReference?
    private var author = ""
    private var note = ""

    init(limits: ReadLimits) { self.limits = limits }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        switch state {
        case .outside where element.isMain("comments"): state = .comments
        case .comments where element.isMain("authors"): state = .authors
        case .comments where element.isMain("commentList"): state = .list
        case .authors where element.isMain("author"):
            begin(.author)
            gatherer.beginRun(arena, preservesSpace: true)
        case .list where element.isMain("comment"):
            cell = element.bytes("ref").flatMap { CellReference(bytes: $0) }
            author = element.integer("authorId").flatMap { authors.indices.contains($0) ? authors[$0] : nil } ?? ""
            note = ""
            state = .comment
        case .comment where element.isMain("text"): begin(.text)
        case .text where element.isMain("r"): state = .run
        case .text where element.isMain("t"), .run where element.isMain("t"):
            stateAfterText = state
            state = .characters
            gatherer.beginRun(arena, preservesSpace: element.preservesSpace ?? false)
        default: skippedDepth = 1
        }
    }

    override func end() throws(SpreadsheetError) {
        switch state {
        case .outside: break
        case .comments: state = .outside
        case .authors, .list: state = .comments
        case .author:
            authors.append(try endString())
            try checkCount(authors.count)
            state = .authors
        case .comment:
            if let cell { comments.append(CellComment(cell, note, author: author)) }
            try checkCount(comments.count)
            state = .list
        case .text:
            note = try endString()
            state = .comment
        case .run: state = .text
        case .characters:
            gatherer.endRun(&arena)
            state = stateAfterText
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        guard state == .characters || state == .author else { return }
        try arena.append(bytes)
        try gatherer.checkGrowth(arena, limits: limits)
    }

    private func begin(_ state: State) {
        self.state = state
        arena.truncate(to: 0)
        gatherer.beginString(arena)
    }

    private func endString() throws(SpreadsheetError) -> String {
        let place = SpreadsheetError.Location(cell: cell)
        let range = try gatherer.endString(&arena, limits: limits, at: place)
        return String(decoding: UnsafeBufferPointer(rebasing: arena.contents[range]), as: UTF8.self)
    }

    private func checkCount(_ count: Int) throws(SpreadsheetError) {
        guard count <= limits.cells else {
            throw SpreadsheetError(.tooManyCells, exceeds: limits.cells, measured: count, "too many comments")
        }
    }
}
