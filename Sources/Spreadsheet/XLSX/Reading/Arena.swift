#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

/// Values that grow at one address at a time, for what a handler gathers without knowing how much there will be.
///
/// They come from `malloc`: its `realloc` moves a large arena without copying it, and without having two of them for a while. A file decides how
/// large it gets, so that where there is no memory for it the file is refused, and the process goes on.
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

    /// Forgets what comes after the first elements.
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

/// Where an arena without a capacity starts: nothing is ever written to it or read from it.
private nonisolated(unsafe) let nowhere = UnsafeMutableRawPointer.allocate(byteCount: 16, alignment: 16)
