// The first file of this room is on its way.
