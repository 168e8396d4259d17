/// The shared strings of a workbook: all their bytes in one place, and where each ends (ECMA-376 part 1, 18.4.9).
///
/// Nothing changes the bytes after `init`, so any number of threads can read them.
final class SharedStrings: @unchecked Sendable {
    private let arena: ByteArena
    private let ends: Arena<UInt32>
    /// The bytes of the longest string.
    let longest: Int

    /// Takes the strings' bytes, without gaps, and the end of each string.
    init(_ arena: consuming ByteArena, ends: consuming Arena<UInt32>) {
        var longest = 0
        for index in 0..<ends.count { longest = max(longest, Int(ends.start[index]) - (index == 0 ? 0 : Int(ends.start[index - 1]))) }
        self.longest = longest
        self.arena = arena
        self.ends = ends
    }

    static let none = SharedStrings(ByteArena(), ends: Arena<UInt32>())

    var count: Int { ends.count }

    /// The UTF-8 bytes of the string at an index, which must be less than ``count``.
    @inline(__always)
    func bytes(at index: Int) -> UnsafeBufferPointer<UInt8> {
        let start = index == 0 ? 0 : Int(ends.start[index - 1])
        return UnsafeBufferPointer(start: arena.start + start, count: Int(ends.start[index]) - start)
    }
}
