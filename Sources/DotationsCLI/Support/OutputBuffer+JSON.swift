import DotationsApplication

extension OutputBuffer {
    mutating func line(_ document: some Encodable) throws { try put(try document.json + "\n") }

    /// Adds an object and a line feed, without an encoder: a search can give all dotations that there are.
    mutating func line(_ object: JSONObject) throws {
        try reserve(8)
        var separator = UInt8(ascii: "{")
        for (key, value) in object.fields.sorted(by: { $0.0 < $1.0 }) {
            add(separator)
            separator = UInt8(ascii: ",")
            try quote(key)
            add(UInt8(ascii: ":"))
            switch value {
            case nil: add("null")
            case let text as String: try quote(text)
            case let flag as Bool: add(flag ? "true" : "false")
            case let number as Int: add(number)
            case let value?: try put(value.json)
            }
            try reserve(32)
        }
        add("}\n")
    }

    private mutating func quote(_ text: String) throws {
        var text = text
        try text.withUTF8 { try quote($0) }
        try reserve(32)
    }

    /// Adds UTF-8 as a JSON string (RFC 8259, 7): what need not be escaped is copied in runs.
    mutating func quote(_ text: UnsafeBufferPointer<UInt8>) throws {
        try reserve(2 + 256)
        add(UInt8(ascii: "\""))
        var start = 0
        while true {
            let special = Self.firstSpecial(in: text, from: start)
            if special > start {
                try put(UnsafeBufferPointer(rebasing: text[start..<special]))
                try reserve(8)
            }
            guard special < text.count else { break }
            escape(text[special])
            try reserve(8)
            start = special + 1
        }
        add(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): add("\\\"")
        case UInt8(ascii: "\\"): add("\\\\")
        case UInt8(ascii: "\n"): add("\\n")
        case UInt8(ascii: "\r"): add("\\r")
        case UInt8(ascii: "\t"): add("\\t")
        default:
            add("\\u00")
            add(UInt8(ascii: "0") + byte >> 4)
            add(byte & 15 < 10 ? UInt8(ascii: "0") + byte & 15 : UInt8(ascii: "a") + byte & 15 - 10)
        }
    }

    /// The place of the first byte, at or after a place, that must be escaped; else the end. Looks at eight bytes at a time.
    @inline(__always)
    private static func firstSpecial(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = text.baseAddress else { return 0 }
        var index = start
        let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        while text.count &- index >= 8 {
            let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self).littleEndian
            // The top bit of each byte that is below a space, a quotation mark or a backslash. A borrow can only raise bits above the first.
            let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
            let slashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
            let marks = ((word &- ones &* 0x20) & ~word | (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes) & tops
            if marks != 0 { return index &+ marks.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < text.count {
            let byte = base[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return index }
            index &+= 1
        }
        return text.count
    }

    /// Adds a finite number in its shortest exact form: 11843511, 0.1, 1e+22.
    mutating func put(number: Double) throws {
        try reserve(32)
        let magnitude = number.magnitude
        if magnitude < 1e15 {
            let whole = Int64(number)
            if Double(whole) == number { return add(Int(whole)) }
            // At most fifteen digits: the only decimal that short for its double, so none that is shorter is exact.
            for (power, places) in [(100.0, 2), (1_000_000.0, 6)] where magnitude * power < 1e15 {
                let scaled = (number * power).rounded()
                if scaled / power == number { return add(decimal: Int(scaled), places: places) }
            }
        }
        try put(number.description)
    }

    /// Adds a decimal that is no integer, without zeros at its end.
    private mutating func add(decimal: Int, places: Int) {
        var digits = decimal.magnitude
        var places = places
        while digits % 10 == 0 {
            digits /= 10
            places -= 1
        }
        var power: UInt = 1
        for _ in 0..<places { power *= 10 }
        if decimal < 0 { add(UInt8(ascii: "-")) }
        add(Int(digits / power))
        add(UInt8(ascii: "."))
        var fraction = digits % power
        while power > 1 {
            power /= 10
            add(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction / power))
            fraction %= power
        }
    }

    /// Adds an integer, for which there is room for 20 bytes.
    mutating func add(_ integer: Int) {
        if integer < 0 { add(UInt8(ascii: "-")) }
        var rest = integer.magnitude
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var first = 20
            repeat {
                first &-= 1
                digits[first] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            for index in first..<20 { add(digits[index]) }
        }
    }
}
