/// Whether file name `left` comes before `right` in the order people expect of numbered names: `V2` before `V10`.
///
/// Names are compared byte by byte, except that
/// - a run of digits counts as one number;
/// - a further part of a version, which is `.` or `_` between digits with no letter behind the second number, comes
///   after anything else that can follow the first: `V1__init`, `V1.1__fix`, `V1_2__fix`, `V2__next`.
///
/// Names that differ only in leading zeros are in byte order.
public func naturalOrder(_ left: String, _ right: String) -> Bool {
    let leftKey = naturalSortKey(Array(left.utf8))
    let rightKey = naturalSortKey(Array(right.utf8))
    return leftKey == rightKey ? left < right : leftKey.lexicographicallyPrecedes(rightKey)
}

/// Bytes whose plain order is the natural order of names: a number becomes `0`, the count of its digits and the digits;
/// a further part of a version begins with 0xFF instead, which no UTF-8 text contains.
private func naturalSortKey(_ name: [UInt8]) -> [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(name.count * 2)
    var index = 0
    while index < name.count {
        if isDigit(name[index]) {
            key.append(UInt8(ascii: "0"))
            index = appendNumber(in: name, at: index, to: &key)
        } else if isVersionSeparator(name, at: index) {
            key.append(0xFF)
            index = appendNumber(in: name, at: index + 1, to: &key)
        } else {
            key.append(name[index])
            index += 1
        }
    }
    return key
}

/// Appends count and digits of the number at `start`, without its leading zeros, and returns the index behind it.
private func appendNumber(in name: [UInt8], at start: Int, to key: inout [UInt8]) -> Int {
    let end = endOfDigits(name, from: start)
    let digits = name[start..<end].drop { $0 == UInt8(ascii: "0") }
    key.append(UInt8(clamping: digits.count))
    key += digits
    return end
}

/// Whether a further part of a version starts at `index`.
private func isVersionSeparator(_ name: [UInt8], at index: Int) -> Bool {
    guard name[index] == UInt8(ascii: ".") || name[index] == UInt8(ascii: "_") else { return false }
    guard index > 0, isDigit(name[index - 1]) else { return false }
    let end = endOfDigits(name, from: index + 1)
    return end > index + 1 && (end == name.count || !isLetter(name[end]))
}

private func endOfDigits(_ name: [UInt8], from start: Int) -> Int {
    name[start...].firstIndex { !isDigit($0) } ?? name.count
}

private func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
}

private func isLetter(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || byte >= 0x80
}
