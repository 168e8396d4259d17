/// Bytes that are gathered to be written, with room made before they come rather than with each of them.
struct CSVBuffer: ~Copyable {
    private var bytes: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = capacity
        bytes = .allocate(capacity: capacity)
    }

    deinit { bytes.deallocate() }

    /// The bytes gathered so far.
    var contents: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes, count: count) }

    /// Makes room for so many bytes to be put.
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

    /// Where what is put next goes, for ``advance(by:)`` to keep.
    @inline(__always)
    var end: UnsafeMutablePointer<UInt8> { bytes + count }

    /// Takes bytes in that were written at ``end``, for which there was room.
    @inline(__always)
    mutating func advance(by size: Int) { count &+= size }

    /// Puts a byte for which there is room.
    @inline(__always)
    mutating func put(_ byte: UInt8) {
        bytes[count] = byte
        count &+= 1
    }

    /// Puts bytes for which there is room.
    @inline(__always)
    mutating func put(_ more: UnsafeBufferPointer<UInt8>) {
        guard let base = more.baseAddress else { return }
        (bytes + count).update(from: base, count: more.count)
        count &+= more.count
    }

    /// Takes back what came after so many bytes.
    mutating func truncate(to count: Int) { self.count = min(self.count, count) }

    /// Lets go of so many of the first bytes.
    mutating func removeFirst(_ size: Int) {
        let rest = count - size
        bytes.update(from: bytes + size, count: rest)
        count = rest
    }
}
