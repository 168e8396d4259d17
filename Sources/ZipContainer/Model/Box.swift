/// A value on the heap, so that an error is one pointer and throwing functions stay small.
package final class Box<Contents: Sendable>: Sendable {
    package let contents: Contents

    package init(_ contents: Contents) { self.contents = contents }
}
