#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

/// A growing buffer, for values whose number is not known in advance.
///
/// It uses `realloc`, which moves a large buffer without copying it or needing twice its memory, and which can fail: a file that
/// needs too much memory is refused.
struct Arena<Element: BitwiseCopyable>: ~Copyable {
    private(set) var start: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity = 0

    init() { start = nowhere.assumingMemoryBound(to: Element.self) }

    deinit {
        if capacity > 0 { free(start) }
    }

    var contents: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: start, count: count) }

    /// - Throws: `memory.exhausted`.
    @inline(__always)
    mutating func append(_ elements: UnsafeBufferPointer<Element>) throws(SpreadsheetError) {
        try reserve(elements.count)
        put(elements)
    }

    /// - Throws: `memory.exhausted`.
    @inline(__always)
    mutating func append(_ element: Element) throws(SpreadsheetError) {
        try reserve(1)
        put(element)
    }

    /// Makes room for so many more elements.
    ///
    /// - Throws: `memory.exhausted`.
    @inline(__always)
    mutating func reserve(_ more: Int) throws(SpreadsheetError) {
        if capacity &- count < more { try grow(by: more) }
    }

    /// Adds an element. There must be room for it.
    @inline(__always)
    mutating func put(_ element: Element) {
        (start + count).initialize(to: element)
        count &+= 1
    }

    /// Adds elements. There must be room for them.
    @inline(__always)
    mutating func put(_ elements: UnsafeBufferPointer<Element>) {
        guard let source = elements.baseAddress else { return }
        (start + count).update(from: source, count: elements.count)
        count &+= elements.count
    }

    var room: Int { capacity - count }

    /// The address of the next element; see ``advance(by:)``.
    @inline(__always)
    var end: UnsafeMutablePointer<Element> { start + count }

    /// Adds elements that were written at ``end``.
    @inline(__always)
    mutating func advance(by more: Int) { count &+= more }

    /// Removes the first elements.
    mutating func removeFirst(_ first: Int) {
        count -= first
        start.update(from: start + first, count: count)
    }

    /// Removes the elements after the first ones.
    mutating func truncate(to count: Int) { self.count = min(count, self.count) }

    @inline(never)
    private mutating func grow(by more: Int) throws(SpreadsheetError) {
        let larger = max(capacity * 2, count + more, 4096)
        let size = larger * MemoryLayout<Element>.stride
        guard let new = realloc(capacity > 0 ? start : nil, size) else {
            throw SpreadsheetError(.outOfMemory, "there is no memory for \(size) bytes")
        }
        start = new.bindMemory(to: Element.self, capacity: larger)
        capacity = larger
    }
}

typealias ByteArena = Arena<UInt8>

/// The start of an empty arena, which is never read or written.
private nonisolated(unsafe) let nowhere = UnsafeMutableRawPointer.allocate(byteCount: 16, alignment: 16)
