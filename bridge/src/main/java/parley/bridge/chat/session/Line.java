package parley.bridge.chat.session;

import org.jspecify.annotations.Nullable;
import parley.bridge.chat.answer.Reply;
import parley.protocol.ByeCode;
import parley.protocol.ErrorCode;

/**
 * Holds what a client sent up to a line's end, or why that can't be read.
 *
 * @param text without its end; empty where it could not be read
 */
public record Line(Form form, String text) {
    public enum Form {
        TEXT,
        TOO_LONG,
        BAD_ENCODING,
        /** So much without an end that the session is over. */
        FLOOD
    }

    public static final Line TOO_LONG = new Line(Form.TOO_LONG, "");
    public static final Line BAD_ENCODING = new Line(Form.BAD_ENCODING, "");
    public static final Line FLOOD = new Line(Form.FLOOD, "");

    /** Memory that its text takes at the most. */
    int bytes() {
        return text.length() * Character.BYTES;
    }

    public static Line of(String text) {
        return new Line(Form.TEXT, text);
    }

    /** The answer to a line that could not be read; null for one that could. */
    public @Nullable Reply refusal() {
        return switch (form) {
            case TEXT -> null;
            case TOO_LONG -> Reply.error(ErrorCode.LINE_TOO_LONG);
            case BAD_ENCODING -> Reply.error(ErrorCode.BAD_ENCODING);
            case FLOOD -> Reply.bye(ByeCode.FLOOD);
        };
    }
}
