package parley.bridge.limits;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds what waits, and gives it out by turns: addresses have theirs one after the other, and at each address its senders. What one
 * sender asked for keeps its order. For one thread at a time.
 *
 * @param <T> what waits
 */
public final class FairQueue<T> {
    private record Entry<T>(T item, int cost) {}

    private static final class Sender<T> {
        final String name;
        /** Mostly one. */
        final Queue<Entry<T>> entries = new ArrayDeque<>(1);

        Sender(String name) {
            this.name = name;
        }
    }

    private static final class Address<T> {
        final ClientAddress address;
        final Map<String, Sender<T>> senders = new HashMap<>();
        final Queue<Sender<T>> turns = new ArrayDeque<>();
        long cost;

        Address(ClientAddress address) {
            this.address = address;
        }
    }

    private final Map<ClientAddress, Address<T>> addresses = new HashMap<>();
    private final Queue<Address<T>> turns = new ArrayDeque<>();
    private long cost;

    public void add(ClientAddress address, String sender, T item, int itemCost) {
        Address<T> ofAddress = addresses.get(address);
        if (ofAddress == null) {
            ofAddress = new Address<>(address);
            addresses.put(address, ofAddress);
            turns.add(ofAddress);
        }
        Sender<T> ofSender = ofAddress.senders.get(sender);
        if (ofSender == null) {
            ofSender = new Sender<>(sender);
            ofAddress.senders.put(sender, ofSender);
            ofAddress.turns.add(ofSender);
        }
        ofSender.entries.add(new Entry<>(item, itemCost));
        pay(ofAddress, itemCost);
    }

    /** Whose turn it is; null where nothing waits. */
    public @Nullable T poll() {
        Address<T> address = turns.poll();
        if (address == null) {
            return null;
        }
        Sender<T> sender = address.turns.remove();
        Entry<T> entry = sender.entries.remove();
        pay(address, -entry.cost);
        if (sender.entries.isEmpty()) {
            address.senders.remove(sender.name);
        } else {
            address.turns.add(sender);
        }
        if (address.turns.isEmpty()) {
            addresses.remove(address.address);
        } else {
            turns.add(address);
        }
        return entry.item;
    }

    /** Takes out of each sender's what comes first, as long as it is one of these. */
    public void removeFirst(Predicate<T> these, Consumer<T> removed) {
        for (Iterator<Address<T>> all = turns.iterator(); all.hasNext(); ) {
            Address<T> address = all.next();
            for (Iterator<Sender<T>> senders = address.turns.iterator(); senders.hasNext(); ) {
                Sender<T> sender = senders.next();
                Entry<T> first = sender.entries.peek();
                while (first != null && these.test(first.item)) {
                    sender.entries.remove();
                    pay(address, -first.cost);
                    removed.accept(first.item);
                    first = sender.entries.peek();
                }
                if (first == null) {
                    senders.remove();
                    address.senders.remove(sender.name);
                }
            }
            if (address.turns.isEmpty()) {
                all.remove();
                addresses.remove(address.address);
            }
        }
    }

    private void pay(Address<T> address, int itemCost) {
        address.cost += itemCost;
        cost += itemCost;
    }

    public boolean isEmpty() {
        return turns.isEmpty();
    }

    /** Addresses of which something waits. */
    public int addresses() {
        return addresses.size();
    }

    /** The costs of all that waits. */
    public long cost() {
        return cost;
    }

    /** The costs of what waits of that address. */
    public long cost(ClientAddress address) {
        Address<T> known = addresses.get(address);
        return known == null ? 0 : known.cost;
    }
}
