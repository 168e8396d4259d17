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

    /// - Throws: `memory.exhausted`.
    @inline(__always)
    mutating func append(_ elements: UnsafeBufferPointer<Element>) throws(SpreadsheetError) {
        guard let source = elements.baseAddress else { return }
        if elements.count > capacity - count { try grow(by: elements.count) }
        (start + count).update(from: source, count: elements.count)
        count += elements.count
    }

    /// - Throws: `memory.exhausted`.
    @inline(__always)
    mutating func append(_ element: Element) throws(SpreadsheetError) {
        if count == capacity { try grow(by: 1) }
        (start + count).initialize(to: element)
        count += 1
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
