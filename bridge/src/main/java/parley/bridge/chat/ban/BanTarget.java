package parley.bridge.chat.ban;

import java.util.Optional;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.name.NicknameCheck;
import parley.bridge.chat.name.Nicknames;

/** Names whom a ban keeps out. */
public sealed interface BanTarget {
    /** A nickname, and with it all that look like it. */
    record Name(Nickname nick) implements BanTarget {
        @Override
        public String text() {
            return nick.text();
        }

        @Override
        public String key() {
            return "nick " + nick.skeleton();
        }
    }

    record Addresses(AddressRange range) implements BanTarget {
        @Override
        public String text() {
            return range.toString();
        }

        @Override
        public String key() {
            return "address " + range;
        }
    }

    /** What is an address or a range is that; else it may have the form of a nickname; else empty. */
    static Optional<BanTarget> parse(String text) {
        Optional<AddressRange> range = AddressRange.parse(text);
        if (range.isPresent()) {
            return Optional.of(new Addresses(range.get()));
        }
        NicknameCheck nick = Nicknames.form(text);
        return nick.refusal() == null ? Optional.of(new Name(nick.nickname())) : Optional.empty();
    }

    /** As people write it; {@link #parse} makes the same of it. No spaces in it. */
    String text();

    /** Equal where both keep out the same. */
    String key();
}
