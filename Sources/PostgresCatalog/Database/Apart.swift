/// A large part of a value that most such values lack, held apart from it: the value is cheap to copy.
@propertyWrapper package struct Apart<Part: Sendable>: Sendable {
    private final class Box: Sendable {
        let part: Part
        init(_ part: Part) { self.part = part }
    }

    private var box: Box?

    package init(wrappedValue: Part?) { box = wrappedValue.map { Box($0) } }

    package var wrappedValue: Part? {
        @inline(__always) get { box?.part }
        set { box = newValue.map { Box($0) } }
    }
}
