package parley.bridge.chat.session;

import java.util.List;
import parley.bridge.chat.budget.WhisperBudget;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.port.Bans;
import parley.bridge.limits.AddressRate;
import parley.bridge.limits.Limits;
import parley.bridge.limits.MessageRate;
import parley.protocol.Metric;

/** Holds what a door needs of the chat to make sessions of its connections, and what all of them share. Safe for all threads. */
public final class ChatRoom {
    private final Lobby lobby;
    private final Login login;
    private final CommandTable commands;
    private final Sessions sessions;
    private final Bans bans;
    private final Limits limits;
    private final AddressRate addressBytes;
    private final WhisperBudget whisperBudget;

    public ChatRoom(Lobby lobby, Login login, CommandTable commands, Sessions sessions, Bans bans, Limits limits) {
        this.lobby = lobby;
        this.login = login;
        this.commands = commands;
        this.sessions = sessions;
        this.bans = bans;
        this.limits = limits;
        this.addressBytes = new AddressRate(
                (double) MessageRate.ADDRESS_SESSIONS * limits.rate().bytes(),
                (double) MessageRate.ADDRESS_SESSIONS * MessageRate.BURST_BYTES,
                System::nanoTime);
        this.whisperBudget = new WhisperBudget(limits.whispers());
    }

    public Lobby lobby() {
        return lobby;
    }

    public Sessions sessions() {
        return sessions;
    }

    public Bans bans() {
        return bans;
    }

    public Limits limits() {
        return limits;
    }

    Login login() {
        return login;
    }

    CommandTable commands() {
        return commands;
    }

    /** The bytes of messages that the sessions of an address may send together. */
    AddressRate addressBytes() {
        return addressBytes;
    }

    /** What unread whispers may take in memory. */
    WhisperBudget whisperBudget() {
        return whisperBudget;
    }

    /** What sessions hold against their budgets. */
    public List<Metric> metrics() {
        return whisperBudget.metrics();
    }
}
