final class SharedStrings: Sendable {
    func bytes(at index: Int) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: nil, count: 0) }
}
final class Styles: Sendable {
    func numberFormat(style: Int) -> NumberFormat { .general }
}
