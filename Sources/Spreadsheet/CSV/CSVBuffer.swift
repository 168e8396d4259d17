/// A buffer whose room is reserved in advance, and not checked with each byte.
struct CSVBuffer: ~Copyable {
    private var bytes: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = capacity
        bytes = .allocate(capacity: capacity)
    }

    deinit { bytes.deallocate() }

    /// The bytes so far.
    var contents: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes, count: count) }

    /// Makes room for so many more bytes.
    @inline(__always)
    mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        let larger = max(capacity * 2, count + more)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.moveInitialize(from: bytes, count: count)
        bytes.deallocate()
        bytes = moved
        capacity = larger
    }

    /// The address of the next byte; see ``advance(by:)``.
    @inline(__always)
    var end: UnsafeMutablePointer<UInt8> { bytes + count }

    /// Adds bytes that were written at ``end``.
    @inline(__always)
    mutating func advance(by size: Int) { count &+= size }

    /// Adds a byte. There must be room for it.
    @inline(__always)
    mutating func put(_ byte: UInt8) {
        bytes[count] = byte
        count &+= 1
    }

    /// Adds bytes. There must be room for them.
    @inline(__always)
    mutating func put(_ more: UnsafeBufferPointer<UInt8>) {
        guard let base = more.baseAddress else { return }
        (bytes + count).update(from: base, count: more.count)
        count &+= more.count
    }

    /// Removes what follows the first bytes.
    mutating func truncate(to count: Int) { self.count = min(self.count, count) }

    /// Removes the first bytes.
    mutating func removeFirst(_ size: Int) {
        let rest = count - size
        bytes.update(from: bytes + size, count: rest)
        count = rest
    }
}
