package parley.bridge.chat.lobby;

import java.util.function.BooleanSupplier;

/** Memory that runs out when it is told to. */
public final class ScarceMemory implements SegmentMemory.Source {
    private final BooleanSupplier full;
    private final BooleanSupplier nothingAnywhere;

    /** @param nothingAnywhere whether there is none elsewhere either, once it is full */
    public ScarceMemory(BooleanSupplier full, BooleanSupplier nothingAnywhere) {
        this.full = full;
        this.nothingAnywhere = nothingAnywhere;
    }

    @Override
    public SegmentMemory allocate(int bytes) {
        if (full.getAsBoolean()) {
            throw new OutOfMemoryError("full");
        }
        return new HeapMemory(bytes);
    }

    @Override
    public SegmentMemory allocateAnywhere(int bytes) {
        if (nothingAnywhere.getAsBoolean()) {
            throw new OutOfMemoryError("nothing left anywhere");
        }
        return new HeapMemory(bytes);
    }
}
