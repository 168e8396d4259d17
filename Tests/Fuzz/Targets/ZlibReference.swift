import CDotationsZlib

/// What zlib makes of a whole deflate stream; nil where it is damaged, is not all of the bytes, or gives more than so many bytes.
func inflatedByZlib(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
    var stream = z_stream()
    guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: limit + 1)
    let status = input.withUnsafeMutableBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            return inflate(&stream, Z_FINISH)
        }
    }
    let count = output.count - Int(stream.avail_out)
    guard status == Z_STREAM_END, stream.avail_in == 0, count <= limit else { return nil }
    return Array(output.prefix(count))
}
