extension DocumentProperties.Value {
    /// The value of a text of a type as OpenDocument and Excel 2003 XML name it; nil if it is not one. What has another type is text.
    init?(_ text: [UInt8], type: String) {
        switch type {
        case "float", "integer", "int", "i4", "number", "r8":
            guard let number = text.withUnsafeBufferPointer({ DecimalNumber.double($0) }) else { return nil }
            self = .number(number)
        case "boolean":
            guard let value = text.withUnsafeBufferPointer({ XMLElement.boolean($0) }) else { return nil }
            self = .boolean(value)
        case "date", "dateTime", "dateTime.tz":
            guard let date = CivilDateTime(iso: text) else { return nil }
            self = .date(date)
        default: self = .text(String(decoding: text, as: UTF8.self))
        }
    }
}

extension CivilDateTime {
    /// A date and time in the extended form of ISO 8601.
    init?(iso text: [UInt8]) {
        guard let serial = text.withUnsafeBufferPointer({ ISODate($0, system: .since1900)?.serial }),
            let date = SerialDate(serial: serial).civil
        else { return nil }
        self = date
    }
}
